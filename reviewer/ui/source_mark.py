"""The small mark beside a figure: press it and the reader shows where it was read; or it says that it has no place."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QLabel, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.bound_facts import FACTS, RATE, WON
from reviewer.rules.evidence import Bound
from reviewer.rules.korean import fold
from reviewer.rules.numbers import digits
from reviewer.rules.places import Place
from reviewer.rules.privacy import mask_account
from reviewer.ui.look import Look
from reviewer.ui.parts import button, label
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, language, tr, won

Jump = Callable[[Place], object]


def source_mark(name: str, what: str, at: Place | None, jump: Jump, look: Look, *, tip: str = "") -> QWidget:
    """A button that jumps to the place, or the words that there is none; `what` names the figure to a screen reader."""
    if at is None:
        return no_place(name, what)
    says = tr("Show where {what} stands", what=what)
    mark = button(f"source_{name}", "", lambda: jump(at), role="link", says=says, look=look, picture="source")
    set_tip(mark, f"{says}\n{tip}".strip())
    return mark


def no_place(name: str, what: str) -> QLabel:
    """The words beside a figure that was typed without a place."""
    none = label(tr("no place"), size=12, tone="wait")
    none.setObjectName(f"no_source_{name}")
    none.setAccessibleName(tr("{what}: typed, no place in a paper", what=what))
    set_tip(none, tr("This figure was typed; it is not bound to a place in a paper."))
    return none


def of_the_plan(what: str) -> QLabel:
    """The words beside a figure that stands in the council's plan, so that no paper has to show it."""
    found = label(tr("from the plan"), size=12, tone="soft")
    found.setAccessibleName(tr("{what}: a figure of the plan", what=what))
    return found


def fact_word(code: str) -> str:
    """The name of a fact."""
    return word_for("fact", code, language())


def fact_name(bound: Bound) -> str:
    """The name of a fact with its day or label."""
    detail = bound.label or (day(dt.date.fromisoformat(bound.fact.day)) if bound.fact.day else "")
    return f"{fact_word(bound.fact.code)} · {detail}" if detail else fact_word(bound.fact.code)


def value_shown(code: str, value: str) -> str:
    """The value of a fact as people read it."""
    kind = FACTS[code].value
    if kind == WON and value.isdigit():
        return won(int(value))
    if kind == RATE and value:
        return f"{value} ({_percent(value)})"
    if code == "BRN" and len(value) == 10:
        return f"{value[:3]}-{value[3:5]}-{value[5:]}"
    if code == "ACCOUNT":
        return mask_account(value)
    return value


def says_the_same(code: str, given: str, found: str) -> bool:
    """Whether a fact of a paper agrees with what the claimant wrote, numbers and names in any of their forms."""
    if not given.strip() or code == "SERVICE":
        return True
    if code in ("BRN", "ACCOUNT"):
        return digits(given) == digits(found)
    return fold(given) == fold(found)


def _percent(value: str) -> str:
    return f"{(Decimal(value) * 100).normalize():f}%"


def bound_figure(bound: Mapping[str, Bound], code: str, value: str) -> tuple[Bound | None, bool]:
    """The fact that proves a figure, and whether its value is the one in use."""
    found = bound.get(code)
    if found is None:
        return None, False
    if FACTS[code].value == RATE:
        return found, bool(value) and Decimal(found.value) == Decimal(value)
    return found, found.value == value

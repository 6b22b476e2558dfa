"""The columns a list of claims can show: their heads, what stands in a cell, and the words of their codes."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.rules.stage import NEEDS_PROOFS
from reviewer.ui.claim_marks import SHAPES, proof_state
from reviewer.ui.column_room import shared
from reviewer.ui.folding import folded
from reviewer.ui.look import Look
from reviewer.ui.wording import day_of, language, listed, moment, tr, won, word

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan
    from reviewer.rules.plan_words import PlanWords


class ListColumn(NamedTuple):
    """One column: its name, the field of the case file it sorts and filters by, its width at 100 % text.

    In a wide window it takes `grows` parts of the room that is left.
    """

    name: str
    field: str
    width: int
    is_amount: bool = False
    grows: int = 0


COLUMNS = (
    ListColumn("claim", "claim", 104),
    ListColumn("name", "trade_name", 176, grows=2),
    ListColumn("sector", "sector", 104, grows=3),
    ListColumn("services", "services", 176, grows=6),
    ListColumn("loss", "claimed_loss", 118, True),
    ListColumn("proofs", "proof_marks", 92),
    ListColumn("stage", "stage", 128, grows=1),
    ListColumn("lead", "lead", 88),
    ListColumn("due", "due", 92),
    ListColumn("second", "second", 104, grows=1),
    ListColumn("route", "route", 120, grows=1),
    ListColumn("representative", "representative", 96),
    ListColumn("received", "received_on", 100),
    ListColumn("report_number", "report_number", 120),
    ListColumn("reporter", "reporter_type", 112, grows=1),
    ListColumn("brn", "brn", 116),
    ListColumn("phone", "phone", 120),
    ListColumn("address", "address", 200, grows=4),
    ListColumn("marks", "marks", 140, grows=2),
    ListColumn("hold", "hold", 120, grows=1),
    ListColumn("meeting", "meeting", 76, True),
    ListColumn("agenda", "agenda_list", 112),
    ListColumn("disposition", "disposition", 120, grows=1),
    ListColumn("verified", "verified_loss", 112, True),
    ListColumn("assessed", "assessed_amount", 112, True),
    ListColumn("calculated", "calculated_award", 112, True),
    ListColumn("award", "award", 112, True),
    ListColumn("letter", "letter_no", 120),
    ListColumn("changed", "changed_at", 140),
)
"""Every column; the first nine are what a list shows until a person chooses others."""
BY_WORD = frozenset({"sector", "services", "marks"})
"""Fields whose codes sort by their words; those of the others have an order of their own."""
USUAL, NAME_LEAST = 9, 168
EDGE = 11
"""Pixels from the edge of a cell to its text, as the style sheet has them."""
AROUND = 8
"""Pixels above and below the two lines of a row together, at 100 % text."""
LEAST, MOST = 48, 800
"""What a person may make of a column, in pixels at 100 % text."""
PLACE = {column.name: place for place, column in enumerate(COLUMNS)}
AMOUNTS = frozenset(place for place, column in enumerate(COLUMNS) if column.is_amount)
FOLDS = ("services", "sector", "lead", "proofs", "stage", "due", "loss", "claim")
"""Where columns have no room, these go below the name, the first of them first; they stand there from the last on."""


def shared_room(columns: Sequence[tuple[str, int]], look: Look, room: int, *, folds: bool = True) -> list[int]:
    """The widths of these columns, in pixels, in a list that has so much room; 0 for one that goes below the name.

    A column keeps the width a person gave it (at 100 % text; 0 for none); the name takes more, so the list is full.
    Where so many were chosen that not even folding makes room, or it is not to (`folds`), all stay beside each other.
    """
    found = [COLUMNS[PLACE[name]] for name, _ in columns]
    widths = [look.px(min(max(own or one.width, LEAST), MOST)) for one, (_, own) in zip(found, columns, strict=True)]
    grows = [0 if own and name != "name" else COLUMNS[PLACE[name]].grows for name, own in columns]
    names = [name for name, _ in columns]
    if "name" not in names:
        return shared(widths, grows, -1, 0, room)
    place = names.index("name")
    least = look.px(columns[place][1] or NAME_LEAST)
    order = [names.index(name) for name in FOLDS if (name, 0) in columns] if folds else []
    gone = folded(widths, order, wide=place, least=least, room=room)
    kept = [0 if at in gone else width for at, width in enumerate(widths)]
    if sum(kept) - widths[place] + least > room:
        return shared(widths, grows, place, least, room)
    return shared(kept, [0 if at in gone else part for at, part in enumerate(grows)], place, least, room)


def row_height(look: Look, spacing: int, *, has_two_lines: bool) -> int:
    """How high the rows of a list are, in pixels, where a line of its type takes `spacing`."""
    return 2 * spacing + look.px(AROUND) if has_two_lines else look.row_height


def heads() -> tuple[str, ...]:
    """The words over the columns, asked for with every cell of the head."""
    return _heads(language())


@cache
def _heads(_language: str) -> tuple[str, ...]:
    return (
        tr("Claim"), tr("Name / representative"), tr("Sector"), tr("Services"), tr("Loss claimed"),
        tr("Proofs"), tr("Stage"), tr("Lead"), tr("Due"), tr("Second"), tr("Route"), tr("Representative"),
        tr("Received"), tr("Report number"), tr("Kind of reporter"), tr("Registration number"), tr("Phone"),
        tr("Address"), tr("Marks"), tr("Hold"), tr("Meeting"), tr("Agenda"), tr("Disposition"), tr("Verified loss"),
        tr("Assessed amount"), tr("Calculated award"), tr("Award"), tr("Letter"), tr("Last changed"),
    )  # fmt: skip


def head_of(name: str) -> str:
    """The word over one column."""
    return heads()[PLACE[name]]


def words_of(field: str, plan: "Plan | PlanWords", names: Mapping[str, str]) -> dict[str, str] | None:
    """The codes of a field with their words in the reader's language, in the order they sort in; None for no codes."""
    table = _of_plan(field, plan)
    if table is not None:
        words = {code: word(table, code) for code in table}
        return _by_word(words) if field in BY_WORD else words
    if field in ("lead", "second"):
        return _by_word(dict(names))
    if field == "reporter_type":
        return {code: _reporter(code) for code in ("MICRO", "LARGER", "USER")}
    if field == "agenda_list":
        return {"CONSENT": tr("Consent list"), "DISCUSSION": tr("Discussion list")}
    if field == "proof_marks":
        return {letter: f"{SHAPES[letter]} {proof_state(letter)}" for letter in "AOWM"}
    return None


def other_words_of(field: str, plan: "Plan | PlanWords") -> dict[str, str]:
    """The codes of a field with the plan's words in the other language, for what is typed; none for another field."""
    table, other = _of_plan(field, plan) or {}, "en" if language() == "ko" else "ko"
    return {code: word(table, code, other) for code in table}


def _of_plan(field: str, plan: "Plan | PlanWords") -> Mapping[str, Any] | None:
    tables: dict[str, Mapping[str, Any]] = {
        "route": plan.routes, "stage": plan.stages, "hold": plan.hold_reasons, "disposition": plan.dispositions,
        "sector": plan.profit_rates, "services": plan.services, "marks": plan.route_marks,
    }  # fmt: skip
    return tables.get(field)


def _by_word(words: dict[str, str]) -> dict[str, str]:
    from reviewer.rules.korean_order import sort_key

    return dict(sorted(words.items(), key=lambda one: sort_key(one[1])))


def ranks_of(field: str, plan: "Plan | PlanWords", names: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of a field in the order of their words, for sorting; none where the field sorts by itself."""
    return () if field == "proof_marks" else tuple(words_of(field, plan, names) or ())


def shown_proofs(line: Any) -> str:
    """The proof marks of a claim that needs proofs; empty on routes that need none."""
    return str(line.proof_marks) if line.route in NEEDS_PROOFS else ""


Cell = Callable[[Any], str]


def cells_of(plan: "Plan", name_of: Callable[[str], str]) -> dict[str, Cell]:
    """For every column what stands in its cell, from a line of the list."""

    def codes(table: Mapping[str, Any], field: str, line: Any) -> str:
        found = getattr(line, field)
        return listed(word(table, code) for code in found) if isinstance(found, tuple) else word(table, found)

    def amount(field: str, line: Any) -> str:
        found = getattr(line, field)
        return "" if found is None else won(found)

    def member(field: str, line: Any) -> str:
        found = getattr(line, field)
        return name_of(found) if found else ""

    agenda = {"CONSENT": tr("Consent list"), "DISCUSSION": tr("Discussion list")}
    cells: dict[str, Cell] = {
        "name": lambda one: " / ".join(filter(None, (one.trade_name, one.representative))),
        "loss": lambda one: won(one.claimed_loss) if one.claimed_loss is not None else tr("unknown"),
        "proofs": lambda one: "".join(SHAPES.get(letter, "") for letter in shown_proofs(one)),
        "stage": lambda one: word(plan.stages, one.stage) + (f" · {tr('on hold')}" if one.hold else ""),
        "received": lambda one: day_of(one.received_on),
        "due": lambda one: day_of(one.due),
        "reporter": lambda one: _reporter(one.reporter_type) if one.reporter_type else "",
        "meeting": lambda one: str(one.meeting) if one.meeting else "",
        "agenda": lambda one: agenda.get(one.agenda_list, one.agenda_list),
        "changed": lambda one: moment(one.changed_at) if one.changed_at else "",
    }
    tables: dict[str, Mapping[str, Any]] = {
        "sector": plan.profit_rates, "services": plan.services, "route": plan.routes, "marks": plan.route_marks,
        "hold": plan.hold_reasons, "disposition": plan.dispositions,
    }  # fmt: skip
    for name, field, _, is_amount, _ in COLUMNS:
        if name in tables:
            cells[name] = partial(codes, tables[name], field)
        elif field in ("lead", "second"):
            cells[name] = partial(member, field)
        elif is_amount and name not in cells:
            cells[name] = partial(amount, field)
        elif name not in cells:
            cells[name] = partial(_plain, field)
    return cells


def _reporter(code: str) -> str:
    from reviewer.desk.wording import word_for

    return word_for("reporter", code, language())


def _plain(field: str, line: Any) -> str:
    return str(getattr(line, field))

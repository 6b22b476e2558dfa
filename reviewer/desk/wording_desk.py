"""Editing the wording of the letters: where it is wrong, what it lost, and real letters by a text not adopted yet."""

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reviewer import RESOURCES
from reviewer.casefile import letter_rows, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.desk.composing import compose_now
from reviewer.desk.founding import plan_text
from reviewer.desk.invented_letter import invented_letter
from reviewer.letters.agreement import disagreements
from reviewer.letters.content import Letter
from reviewer.letters.message import APPROVED, form_name
from reviewer.letters.particulars import particulars
from reviewer.letters.placeholders import ALIKE, LATER_LETTERS, LETTERS, VALUES
from reviewer.letters.wording import LANGUAGES, Wording, join, read_wording
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.council import Case
from reviewer.rules.korean import placeholders
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Notice
from reviewer.rules.supplement import Supplement

PAIRS = frozenset({"은/는", "이/가", "을/를", "과/와", "으로/로", "이나/나", "이며/며", "이라/라", "이고/고"})
"""Pairs of particles, the one after a consonant first."""
_PAIR = re.compile(r"\{\w+\|([^{}]*)\}")
_ENGLISH = re.compile(r"^\[en[.\]]", re.MULTILINE)
_read = lru_cache(maxsize=4)(read_wording)


@dataclasses.dataclass(frozen=True)
class Fault:
    """What is wrong with a text: its language, the line there (from 1), and why; what only was lost stops nothing.

    `form` is the kind of letter it is about, where it is about a whole one.
    """

    lang: str
    line: int
    why: str
    stops: bool = True
    form: str = ""


def shipped() -> tuple[str, str]:
    """The wording the program comes with, Korean and English."""
    ko, en = ((RESOURCES / "letters" / f"{lang}.toml").read_text("utf-8") for lang in ("ko", "en"))
    return ko.rstrip() + "\n", en.rstrip() + "\n"


def apart(text: str) -> tuple[str, str]:
    """The Korean and the English half of a wording as it is adopted; comments above the English tables go with them."""
    found = _ENGLISH.search(text)
    lines = text[: found.start() if found else len(text)].split("\n")
    start = len(lines) - 1
    while start > 0 and (not lines[start - 1].strip() or lines[start - 1].startswith("#")):
        start -= 1
    whole = text.split("\n")
    return "\n".join(whole[:start]).strip() + "\n", "\n".join(whole[start:]).strip() + "\n"


def faults(ko: str, en: str) -> list[Fault]:
    """What keeps this wording from being adopted, with its line; else what was lost, and letters that cannot leave."""
    try:
        wording = _read(join(ko, en))
    except Problem as problem:
        return [_fault(problem, ko, en)]
    wrong = [
        Fault("ko", ko[: found.start()].count("\n") + 1, f"no such particle: {found[1]}")
        for found in _PAIR.finditer(ko)
        if found[1] not in PAIRS
    ]
    return wrong or [*_lost(wording, ko, en), *_exchanged(wording, ko), *_differing(wording, en)]


def _fault(problem: Problem, ko: str, en: str) -> Fault:
    why, before = str(problem.facts["why"]), len(ko.rstrip().split("\n")) + 2
    if "line" in problem.facts:
        line = int(str(problem.facts["line"]))
        return Fault("ko", line, why) if line <= before else Fault("en", line - before, why)
    table, key = str(problem.facts["table"]), str(problem.facts["key"])
    lang = "en" if table.startswith("en") else "ko"
    return Fault(lang, line_of(en if lang == "en" else ko, table, key), why)


def line_of(text: str, table: str, key: str) -> int:
    """The line (from 1) that a table and key of WordingInvalid are about; the nearest heading where it is missing."""
    names = [*table.split(".")[1:], key]
    lines = text.split("\n")
    at = 0
    for name in names:
        if name.isdecimal():  # the line of a part
            wanted = [place for place in range(at + 1, len(lines)) if lines[place].lstrip().startswith("{")]
            at = wanted[int(name) - 1] if int(name) <= len(wanted) else at
        else:
            heads = (f"[{table.split('.')[0]}.{name}]", f"{name} =")
            at = next((place for place in range(at, len(lines)) if lines[place].startswith(heads)), at)
    return at + 1


def _lost(wording: Wording, ko: str, en: str) -> Iterator[Fault]:
    """Values that both languages of the shipped wording name in a part or message, and one language now does not."""
    usual = _read(join(*shipped()))
    for lang, text in (("ko", ko), ("en", en)):
        speech = wording.in_(lang)
        for name in usual.ko.parts.keys() & speech.parts.keys():
            both = _named(usual, "ko", name) & _named(usual, "en", name)
            for value in sorted(both - _named(wording, lang, name)):
                yield Fault(lang, line_of(text, f"{lang}.parts", name), f"{name}: {{{value}}}", stops=False)
        for name in usual.ko.messages.keys() & speech.messages.keys():
            both = placeholders(usual.ko.messages[name]) & placeholders(usual.en.messages[name])
            for value in sorted(both - placeholders(speech.messages[name])):
                yield Fault(lang, line_of(text, f"{lang}.messages", name), f"{name}: {{{value}}}", stops=False)


def _exchanged(wording: Wording, ko: str) -> Iterator[Fault]:
    """Two values of one sort that stand the other way round in the other language, and did not so far."""
    usual = _read(join(*shipped()))
    for name in wording.ko.parts:
        before = _turned_round(usual, name) if name in usual.ko.parts else set()
        for one, other in sorted(_turned_round(wording, name) - before):
            why = f"{name}: {one}, {other} stand the other way round in English"
            yield Fault("ko", line_of(ko, "ko.parts", name), why, stops=False)


def _turned_round(wording: Wording, part: str) -> set[tuple[str, str]]:
    """Pairs of values of one sort that are named first in the other order in the other language."""
    ko, en = ({name: at for at, name in enumerate(_in_order(wording, lang, part))} for lang in LANGUAGES)
    return {
        (one, other)
        for alike in ALIKE
        for one, other in itertools.permutations(alike & ko.keys() & en.keys(), 2)
        if ko[one] < ko[other] and en[one] > en[other]
    }


def _in_order(wording: Wording, lang: str, part: str) -> dict[str, None]:
    text = " ".join(line.text for line in wording.in_(lang).parts[part])
    return dict.fromkeys(re.findall(r"\{(\w+)", text))


def _differing(wording: Wording, en: str) -> Iterator[Fault]:
    """Every kind of letter whose two languages name different numbers, shown by the shipped plan: none could leave."""
    plan, case = standing.plan_from(plan_text()), Case("invented")
    on = plan.closing + dt.timedelta(days=14)
    for form in wording.en.letters:
        pair = [invented_letter(form, wording, lang, on, plan=plan, case=case) for lang in LANGUAGES]
        if any(disagreements(*pair)):
            where = line_of(en, "en.letters", form)
            yield Fault("en", where, "Korean and English name different numbers", stops=False, form=form)


def _named(wording: Wording, lang: str, part: str) -> frozenset[str]:
    return frozenset().union(*(placeholders(line.text) for line in wording.in_(lang).parts[part]))


def forms() -> tuple[str, ...]:
    """Every kind of letter there is, as the wording names it."""
    return (*LETTERS, *LATER_LETTERS)


def claim_for(conn: Connection, form: str) -> str:
    """A claim with such a letter; for one that decides and asks nothing any claim, "" where there is none."""
    if form in _OF_SUPPLEMENT:
        numbers = letter_rows.with_an_act(conn, ("request_supplement",))
    elif form in _AGAIN:
        numbers = letter_rows.with_an_act(conn, ("open_again", "request_review"))
    elif form in _DECIDING:
        numbers = letter_rows.decided_so(conn, _OUTCOMES.get(form, (form,)))
    else:
        numbers = letter_rows.first_claim(conn)
    return next((number for number in numbers if _has(standing.read_claim(conn, number), form)), "")


_AGAIN = ("CORRECTION", "REVIEW", "RETURN_REQUEST")
_OF_SUPPLEMENT = ("SUPPLEMENT", "REMINDER", "EXTENSION")
_DECIDING = frozenset((*LETTERS[:10], "FIXED_STAYS"))
_OUTCOMES = {"APPROVED": APPROVED, "FIXED_STAYS": ("FIXED",)}


def _has(claim: Claim, form: str) -> bool:
    if form in _DECIDING:
        return _decision(claim, form) is not None
    return bool(claim.supplements) or form not in _OF_SUPPLEMENT


def _decision(claim: Claim, form: str) -> Decision | None:
    return next((one for one in reversed(claim.decisions) if form_name("DECISION", one) == form), None)


def values_of(
    conn: Connection, text: str, form: str, number: str, lang: str, issued_on: dt.date
) -> list[tuple[str, str]]:
    """Every value that this letter may name, by its name, and what it prints there."""
    origin = _letter(conn, text, form, number, lang, issued_on).origin
    assert origin is not None, "a letter knows where it was made"
    known = particulars(origin)
    known.values |= {"date": issued_on}
    return [(name, known.fill(f"{{{name}}}", lang)) for name in sorted(VALUES & known.values.keys())]


def sample_letter(case_file: CaseFile, text: str, form: str, number: str, lang: str, issued_on: dt.date) -> Letter:
    """The letter of this form by a text that is not adopted: a draft, what it lacks stays blank.

    It is about the claim `number`; about an invented one, marked as a sample, where that is "".
    """
    return _letter(case_file.reader(), text, form, number, lang, issued_on)


def _letter(conn: Any, text: str, form: str, number: str, lang: str, issued_on: dt.date) -> Letter:
    if not number:
        case, plan = standing.read_case(conn), standing.plan_in_force(conn)
        return invented_letter(form, _read(text), lang, issued_on, plan=plan, case=case)
    claim = standing.read_claim(conn, number)
    decided = _decision(claim, form) if form in _DECIDING else None
    kind = "DECISION" if decided is not None else form
    matter: Decision | Supplement | Notice | None = decided or (
        claim.supplements[-1] if form in _OF_SUPPLEMENT else None
    )
    if matter is None:
        matter = Notice(form, f"{issued_on.year}-A-0000", "", issued_on, issued_on + dt.timedelta(days=14))
    return compose_now(conn, claim, kind, matter, lang, issued_on=issued_on, both=True, draft=True, wording=text)

"""The content of each letter, made from one decision or one request, in Korean or English."""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reviewer.letters.annexes import annexes, request_table
from reviewer.letters.content import Block, Letter, Origin, Paragraph
from reviewer.letters.message import form_name
from reviewer.letters.particulars import Particulars, particulars
from reviewer.letters.placeholders import LATER_WORDS
from reviewer.letters.stops import stops
from reviewer.letters.wording import Form, Line, Wording
from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.council import Case
from reviewer.rules.korean import date_en, fill
from reviewer.rules.numbers import digits
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.supplement import Supplement

__all__ = ["compose", "stops"]

_HANGUL = "가나다라마바사아자차카타파하"


def compose(
    kind: str,
    *,
    claim: Claim,
    matter: Decision | Supplement | None,
    applicant: Applicant,
    case: Case,
    plan: Plan,
    wording: Wording,
    lang: str,
    issued_on: dt.date,
    names: Mapping[str, str] | None = None,
    both_languages: bool = False,
    draft: bool = False,
    details: Mapping[str, object] | None = None,
) -> Letter:
    """Return the letter of this kind in `lang` ("ko" or "en"); nothing is read but what is given.

    `kind` is DECISION (the form follows from the decision's kind and disposition), SUPPLEMENT, or a short letter:
    RECEIPT, REMINDER, EXTENSION, DELAY, PAYMENT_FAILED, ACCOUNT_MISSING, REVIEW_EXTENSION, HEARING, a lane.
    `names` maps roster ids to names.
    `details` gives values no entry holds, such as `reason` of a delay; won as int. A value nobody knows becomes a
    blank line, named in `blanks`. Raises CalendarUnknown for dates outside the plan's holidays, LetterStopped for a
    letter the wording has not. Source: domain.md 4.
    """
    origin = Origin(
        kind, claim, matter, applicant, case, plan, wording.in_(lang), lang, issued_on,
        names or {}, details or {}, both_languages,
    )  # fmt: skip
    letter = _written(origin, particulars(origin))
    return replace(letter, sample=case.is_sample, draft=draft)


def _written(origin: Origin, known: Particulars) -> Letter:
    lang, decision, matter = origin.lang, origin.decision, origin.matter
    letter_no = matter.letter_no if matter is not None else str(origin.details.get("letter_no", ""))
    known.values |= {"letter_no": letter_no, "date": origin.issued_on}
    known.values["doc_no"] = known.fill(origin.word("doc_no"), lang) if letter_no else ""
    name = form_name(origin.kind, matter)
    lacks_word = "review_outcome" not in known.values and not origin.speech.words.keys() >= set(LATER_WORDS)
    if name not in origin.speech.letters or (name == "REVIEW" and lacks_word):
        raise Problem("LetterStopped", claim=origin.claim.number, why="not_in_wording")
    form = origin.speech.letters[name]
    enclosed = tuple(annexes(form.annexes, origin))
    body, enclosures = _text(form, known, origin, [one.title for one in enclosed])
    return Letter(
        kind=origin.kind,
        lang=lang,
        letter_no=letter_no,
        doc_no=str(known.values["doc_no"]),
        claim=origin.claim.number,
        decision_uid=decision.uid if decision else "",
        issued_on=origin.issued_on,
        organisation=origin.plan.council.in_(lang),
        addressee=addressee(origin),
        head=tuple(_head(origin, known)),
        title=known.fill(form.title, lang),
        body=body,
        enclosures=enclosures,
        seal=origin.word("seal"),
        signers=tuple(_signers(origin, known)),
        foot=tuple(known.fill(origin.word(key), lang) for key in ("foot_issued", "foot_address", "foot_contact")),
        annexes=enclosed,
        award=decision.award if decision else 0,
        safe_due=known.safe_due if "review" in _parts(form, known) else None,
        blanks=tuple(known.blanks),
        origin=origin,
    )


def _text(
    form: Form, known: Particulars, origin: Origin, titles: Sequence[str]
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """Body and enclosures; the closing word stands after the last of them (domain.md 4.1)."""
    lines = [line for part in _parts(form, known) for line in origin.speech.parts[part]]
    body = tuple(_numbered(_spoken(lines, known, origin), origin.lang))
    enclosures = tuple(_enclosures(titles, origin))
    closing = origin.word("closing")
    if closing and enclosures:
        label, last = enclosures[-1]
        enclosures = (*enclosures[:-1], (label, f"{last}\u00a0\u00a0{closing}"))
    elif closing:
        body = (*body[:-1], _closed(body[-1], closing))
    return body, enclosures


def _parts(form: Form, known: Particulars) -> tuple[str, ...]:
    """The parts of the letter; a correction of what cannot be reviewed offers no review."""
    return tuple(part for part in form.parts if part != "review" or "appeal" in known.conditions)


def addressee(origin: Origin) -> str:
    """Whom the letter is for: the business and its representative as the applicant gave them (domain.md 4.4)."""
    applicant, words, lang = origin.applicant, origin.speech.words, origin.lang
    trade = unicodedata.normalize("NFC", applicant.trade_name).strip()
    person = applicant.latin_name if lang == "en" and applicant.latin_name else applicant.representative
    person = unicodedata.normalize("NFC", person).strip()
    if replace(applicant, brn=digits(applicant.brn)).is_company and trade:
        return fill(words["to_company"], {"trade_name": trade}, lang)
    if trade and person:
        return fill(words["to_person"], {"trade_name": trade, "representative": person}, lang)
    return fill(words["to_one"], {"name": trade or person}, lang)


def _head(origin: Origin, known: Particulars) -> Iterator[tuple[str, str]]:
    word, lang = origin.word, origin.lang
    address = origin.applicant.address.strip()
    postal = fill(word("postal"), {"address": address}, lang) if address else ""
    if lang == "ko":
        yield word("to"), addressee(origin)
        if postal:
            yield "", postal
        return
    yield word("date"), date_en(origin.issued_on)
    if known.values["doc_no"]:
        yield word("reference"), str(known.values["doc_no"])
    yield word("claim_no"), origin.claim.number
    yield word("to"), addressee(origin)
    if postal:
        yield "", postal


def _enclosures(titles: Sequence[str], origin: Origin) -> Iterator[tuple[str, str]]:
    word, lang = origin.word, origin.lang
    for number, title in enumerate(titles, 1):
        label = word("enclosures") if number == 1 else ""
        copies = fill(word("copies"), {"title": title, "number": number}, lang)
        yield label, f"{number}. {copies}" if len(titles) > 1 and lang == "ko" else copies


def _signers(origin: Origin, known: Particulars) -> Iterator[str]:
    """Secretary and chair, and the resolution; never the lead or the second reviewer (domain.md 4.4)."""
    word, lang = origin.word, origin.lang
    roster = origin.case.roster.values()
    people = (("secretary", next((m for m in roster if m.role == "SECRETARY"), None)), ("chair", origin.case.chair))
    for key, member in people:
        if member is None or (key == "chair" and origin.decision is None):
            continue
        name = origin.names.get(member.id, "")
        if lang == "en" and member.latin_name:
            name = member.latin_name
        if name:
            yield fill(word(key), {"name": name}, lang)
    if origin.decision is not None and origin.decision.resolution_no:
        yield known.fill(word("resolved"), lang)


def _spoken(lines: Sequence[Line], known: Particulars, origin: Origin) -> Iterator[Block]:
    """The lines of the wording that apply, with their values; numbers come afterwards."""
    level = 0
    for line in lines:
        if not known.holds(line.when):
            continue
        if line.role == "table":
            yield request_table(origin, optional=line.text == "optional", level=level)
            continue
        level = line.level if line.role == "item" else level
        turns = [{"sentence": sentence} for sentence in known.lists.get(line.each, ())] if line.each else [{}]
        for turn in turns:
            text = unicodedata.normalize("NFC", known.fill(line.text, origin.lang, **turn))
            if line.role == "heading":
                yield Paragraph("heading", text)
            elif line.role == "item":
                yield Paragraph("item", text, line.level)
            else:
                yield Paragraph("text", text, line.level)


def _numbered(blocks: Iterator[Block], lang: str) -> Iterator[Block]:
    """Number the items 1. 가. 1) 가); an item without brothers gets no number (domain.md 4.1)."""
    whole = list(blocks)
    brothers = _brothers(whole)
    for place, block in enumerate(whole):
        if isinstance(block, Paragraph) and block.role == "item":
            number, of = brothers[place]
            label = _label(block.level, number, lang) if of > 1 else ""
            yield Paragraph("item", block.text, block.level, label)
        else:
            yield block


def _brothers(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """For the place of every item: which of its brothers it is, from 1, and how many they are."""
    families: list[list[int]] = []
    open_at: dict[int, list[int]] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.role == "heading":
            open_at.clear()
        if not isinstance(block, Paragraph) or block.role != "item":
            continue
        for deeper in [level for level in open_at if level > block.level]:
            del open_at[deeper]
        if block.level not in open_at:
            open_at[block.level] = []
            families.append(open_at[block.level])
        open_at[block.level].append(place)
    return {place: (number, len(family)) for family in families for number, place in enumerate(family, 1)}


def _label(level: int, number: int, lang: str) -> str:
    if lang != "ko" or level in (1, 3):
        return f"{number}." if level == 1 or lang != "ko" else f"{number})"
    turn, place = divmod(number - 1, len(_HANGUL))
    # After 하 the row goes on with 거, 너, 더 …: the same consonants with the next vowel.
    sign = _HANGUL[place] if not turn else chr(ord(_HANGUL[place]) + 28 * 4 * turn)
    return f"{sign}." if level == 2 else f"{sign})"


def _closed(block: Block, closing: str) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.role, f"{block.text}\u00a0\u00a0{closing}", block.level, block.label)
    return block

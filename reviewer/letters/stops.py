"""What must be right before a letter may leave: each check that fails stops the letter and says why."""

import re
from collections.abc import Iterator

from reviewer.letters.agreement import disagreements
from reviewer.letters.amounts import false_records, lowered, replaced
from reviewer.letters.content import Letter, Origin, Paragraph
from reviewer.letters.faces import missing_glyphs
from reviewer.letters.message import APPROVED
from reviewer.letters.sentences import LOSS_CUT, is_accepted, note_sentences, typed_words, why_not_accepted
from reviewer.rules.calendar import Calendar
from reviewer.rules.claim import FIXED_CHOICE, Decision
from reviewer.rules.decision import PAYING, fixed_award
from reviewer.rules.korean import parse_hangul_won
from reviewer.rules.numbers import digits
from reviewer.rules.privacy import has_account, has_rrn, mask_accounts
from reviewer.rules.problem import Problem
from reviewer.rules.reckoning import is_result_of
from reviewer.rules.reopening import NOTICES
from reviewer.rules.supplement import Supplement

_TWICE = re.compile(r"금([\d,]+)원\(([가-힣]+)\)")
_KRW = re.compile(r"KRW (\d[\d,]*)")
_WRITTEN = re.compile(r"(?:KRW |금)(\d[\d,]*)")
_TAX = re.compile(
    r"원천징수|세금(?!계산서)|과세 대상|비과세|기타소득|필요경비|소득세(?!\s*(?:확정)?\s*신고)"
    r"|\btax(?:es|ed|able|ation)?\b(?![ -]*(?:returns?|records?|office))|\bwithh(?:eld|old)",
    re.IGNORECASE,
)
SAMPLE_SENDER = ("02-000-0000", "+82-2-000-0000", "example.com", "예시구", "Example-gu")
REASON_OF = {"APPROVED_FULL": "A01", "FIXED": "A02", "CONVERTED_FIXED": "C01"}
SHOWS_ALL = ("ORIGINAL", "REVIEW")
SHOWN_WITH = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "NOT_APPROVED")


def stops(letter: Letter, other: Letter | None = None) -> list[Problem]:
    """Every hard stop of domain.md 4.7 that holds this letter back, as LetterStopped with `why`; GlyphMissing too.

    `other` is the same letter in the other language, where both are enclosed. An empty list lets the letter go.
    """
    origin = letter.origin
    assert origin is not None, "a letter is checked where it was made"
    codes = list(_codes(letter, origin))
    if other is not None and (other.decision_uid, other.award, other.letter_no, other.claim) != (
        letter.decision_uid, letter.award, letter.letter_no, letter.claim,
    ):  # fmt: skip
        codes.append("language_versions")
    elif other is not None:
        codes += disagreements(letter, other)
    found = [Problem("LetterStopped", claim=letter.claim, why=code) for code in dict.fromkeys(codes)]
    missing = missing_glyphs(letter.text)
    if missing:
        found.append(Problem("GlyphMissing", claim=letter.claim, char=" ".join(missing), why="glyph_missing"))
    return found


def cautions(letter: Letter) -> list[str]:
    """What a person should look at before a letter leaves, though it stops nothing: `sender_not_filled` while a real
    case still has the shipped sender, until the council adopts a wording with its own.
    """
    text = letter.text
    return ["sender_not_filled"] if not letter.sample and any(mark in text for mark in SAMPLE_SENDER) else []


def _codes(letter: Letter, origin: Origin) -> Iterator[str]:
    text = letter.text
    yield from (f"value_missing {name}" for name in letter.blanks)
    yield from _addressee_faults(letter, origin)
    yield from _privacy_faults(letter, origin, text)
    if not letter.letter_no and letter.kind in ("DECISION", "SUPPLEMENT", *NOTICES):
        yield "letter_number_missing"
    if _TAX.search(_sentences(letter)):
        yield "tax_sentence"
    if letter.safe_due is not None:
        yield from _review_faults(letter, origin)
    if origin.decision is not None:
        yield from _decision_faults(letter, origin, origin.decision, text)
    # In a sample case the clock of the acts is invented, so that a request may be printed years later.
    if isinstance(origin.matter, Supplement) and origin.matter.due <= letter.issued_on and not letter.sample:
        yield "due_has_passed"


def _sentences(letter: Letter) -> str:
    return "\n".join(block.text for block in letter.body if isinstance(block, Paragraph))


def _addressee_faults(letter: Letter, origin: Origin) -> Iterator[str]:
    applicant = origin.applicant
    given = (applicant.trade_name, applicant.representative, applicant.latin_name)
    named = any(name.strip() and name.strip() in letter.addressee for name in given)
    if applicant.claim != origin.claim.number or letter.claim != origin.claim.number or not named:
        yield "addressee"


def _privacy_faults(letter: Letter, origin: Origin, text: str) -> Iterator[str]:
    number = digits(origin.applicant.account)
    typed = text.replace(origin.claim.number, "").replace(str(origin.details.get("return_account") or "\0"), "")
    if (len(number) >= 8 and number in "".join(text.split()).replace("-", "").replace(".", "")) or has_account(typed):
        yield "account_number"
    if has_rrn(typed):
        yield "resident_number"


def _review_faults(letter: Letter, origin: Origin) -> Iterator[str]:
    plan, settings = origin.plan, origin.plan.settings
    assert letter.safe_due is not None
    calendar = Calendar(plan.holidays, plan.holiday_years)
    days = (letter.safe_due - letter.issued_on).days
    if not calendar.is_working_day(letter.safe_due) or days < settings.delivery_days + settings.appeal_days:
        yield "safe_due"


def _decision_faults(letter: Letter, origin: Origin, decision: Decision, text: str) -> Iterator[str]:
    case = origin.case
    if decision.disposition != "WITHDRAWN":
        if not decision.resolution_no or decision.resolution_no not in text:
            yield "resolution_missing"
        if case.rules_of(decision.rules_version) is None:
            yield "rules_not_resolved"
    if lowered(origin, decision) and not all(name in text for name in false_records(origin, decision)):
        yield "false_record_missing"
    yield from _award_faults(letter, origin, decision, text)
    yield from _calculation_faults(origin, decision)
    yield from _reason_faults(decision)
    if decision.kind in SHOWS_ALL and decision.disposition in SHOWN_WITH:
        yield from _note_faults(origin, text)
        yield from _document_faults(origin)
    if "N06" in {reason.code for reason in decision.reasons} and "(기각)" in text:
        yield "n06_formal_word"


def _award_faults(letter: Letter, origin: Origin, decision: Decision, text: str) -> Iterator[str]:
    """The award in figures, in Hangul, and as decided must be one amount wherever it stands.

    An amount within what a person typed into a source or a reason is none; it says nothing for the same one elsewhere.
    """
    if letter.award != decision.award:
        yield "award_decision"
    shown: list[int] = []
    text = _without_typed(text, origin, decision.award)
    if letter.lang == "ko":
        for figures, hangul in _TWICE.findall(text):
            shown.append(int(figures.replace(",", "")))
            try:
                if parse_hangul_won(hangul) != shown[-1]:
                    yield "award_hangul"
            except ValueError:
                yield "award_hangul"
    else:
        shown = [int(figures.replace(",", "")) for figures in _KRW.findall(text)]
    if any(amount != decision.award for amount in shown):
        yield "award_figures"
    pays = decision.disposition in (*PAYING, "FIXED") and decision.kind == "ORIGINAL"
    if pays and (decision.award not in shown or decision.award <= 0):
        yield "award_figures"
    asks_back = decision.kind == "RETURN_REQUEST"
    if not asks_back and decision.disposition not in (*PAYING, "FIXED") and decision.award:
        yield "award_decision"


def _without_typed(text: str, origin: Origin, award: int) -> str:
    """A letter without what people typed into it, whole or in one of its languages, where that names another amount."""
    typed = {part.strip() for words in typed_words(origin) for part in (words, *words.split(" / ", 1))}
    for words in sorted(typed | set(map(mask_accounts, typed)), key=len, reverse=True):
        if any(int(figures.replace(",", "")) != award for figures in _WRITTEN.findall(words)):
            text = text.replace(words, " ")
    return text


def _calculation_faults(origin: Origin, decision: Decision) -> Iterator[str]:
    done = decision.assessment
    if decision.disposition == "FIXED":
        if decision.kind == "RETURN_REQUEST":
            return  # asks back what was paid, or a part of it
        told, band = replaced(origin.claim, decision), origin.plan.band_of(decision.claimed_loss or 0)
        award = fixed_award(origin.claim, origin.plan) if FIXED_CHOICE in origin.claim.marks else band and band.award
        if told is not None and told.disposition == "FIXED":
            award = told.award
        if award != decision.award:
            yield "calculation"
        return
    if done is None:
        if decision.disposition in PAYING:
            yield "calculation"
        return
    reckoned = is_result_of(done, origin.plan, decision.claimed_loss)
    if not reckoned or done.calculated_award != decision.calculated_award:
        yield "calculation"
    as_calculated = decision.disposition in PAYING and decision.award_basis in ("CALCULATED", "FIXED")
    if as_calculated and decision.kind != "RETURN_REQUEST" and decision.award != decision.calculated_award:
        yield "award_decision"


def _reason_faults(decision: Decision) -> Iterator[str]:
    if decision.disposition in ("REFERRED", "WITHDRAWN") or decision.kind not in SHOWS_ALL:
        return
    codes = {reason.code for reason in decision.reasons}
    if not codes:
        yield "reason_missing"
    needed = REASON_OF.get(decision.disposition)
    if needed is not None and needed not in codes:
        yield f"reason_missing {needed}"
    if bool(codes & set(LOSS_CUT)) != (decision.disposition == "APPROVED_PARTIAL"):
        yield "partial_reason"


def _note_faults(origin: Origin, text: str) -> Iterator[str]:
    """The notes of a calculation; what reduces a fixed amount also stands in the annex, and older wordings lack it."""
    decision = origin.decision
    assert decision is not None
    if decision.disposition not in APPROVED:
        return
    if any(sentence not in text for sentence in note_sentences(origin)):
        yield "notes_missing"


def _document_faults(origin: Origin) -> Iterator[str]:
    for paper in origin.papers:
        if not is_accepted(paper) and not why_not_accepted(paper, origin):
            yield "document_reason"

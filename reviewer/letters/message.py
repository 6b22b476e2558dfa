"""The form of the wording a letter is written by, and the text message that goes with it."""

from reviewer.letters.content import Letter
from reviewer.letters.particulars import particulars
from reviewer.rules.claim import Decision
from reviewer.rules.supplement import Supplement

APPROVED = ("APPROVED_FULL", "APPROVED_PARTIAL")


def form_name(kind: str, matter: Decision | Supplement | None) -> str:
    """Which form of the wording tells this matter (domain.md 4.3)."""
    if kind != "DECISION" or not isinstance(matter, Decision):
        return kind
    if matter.kind != "ORIGINAL":
        return matter.kind
    if matter.stays:
        return "FIXED_STAYS"
    return "APPROVED" if matter.disposition in APPROVED else matter.disposition


def short_message(letter: Letter) -> str:
    """The text message that goes with a letter, at most 90 bytes in CP949; "" where the wording has none for it."""
    origin = letter.origin
    assert origin is not None
    text = origin.speech.messages.get(form_name(letter.kind, origin.matter), "")
    return particulars(origin).fill(text, letter.lang)

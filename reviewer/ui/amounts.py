"""The amounts a person types, in digits or Korean."""

from reviewer.rules.korean import read_number
from reviewer.rules.korean_forms import amount_of as amount_in

CLOSED_WORDS = ("x", "closed", "휴", "휴무", "휴업", "휴점", "정기휴무")
"""What stands for a day without sales."""


def amount_of(text: str) -> int | None:
    """The whole won a cell says, in digits or Korean (12만 4천); None where it says no amount, or one below zero."""
    text = text.strip()
    if not text or text.lower() in CLOSED_WORDS:
        return None
    amount = amount_in(text)
    if amount is None:
        try:
            number = read_number(text.removesuffix("won").removesuffix("원").strip())
        except ValueError:
            return None
        amount = int(number) if number == int(number) else None
    return amount if amount is not None and amount >= 0 else None

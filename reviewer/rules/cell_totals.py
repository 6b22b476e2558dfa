"""What the chosen cells of a sheet add up to: amounts in won in every usual Korean form, and plain numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from reviewer.rules.korean_forms import amount_of

_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})\.\d{1,15}")


_WON = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}원?", re.ASCII)


@dataclass(frozen=True)
class Totals:
    """`filled` cells hold anything, `amounts` of them a number; `total` is their sum (won where they are won)."""

    filled: int = 0
    amounts: int = 0
    total: Decimal = Decimal(0)

    @property
    def average(self) -> Decimal | None:
        """The mean of the numbers, to the whole won; None where there are none."""
        return (self.total / self.amounts).quantize(Decimal(1), ROUND_HALF_UP) if self.amounts else None

    def __add__(self, other: "Totals") -> "Totals":
        """The totals of both."""
        return Totals(self.filled + other.filled, self.amounts + other.amounts, self.total + other.total)

    def with_cells(self, cells: Iterable[str]) -> "Totals":
        """The totals with these cells added."""
        filled, amounts, total = self.filled, self.amounts, self.total
        for cell in cells:
            filled += bool(cell.strip())
            number = number_in(cell)
            if number is not None:
                amounts, total = amounts + 1, total + number
        return Totals(filled, amounts, total)


@lru_cache(maxsize=20_000)
def number_in(cell: str) -> Decimal | None:
    """The amount in won that a cell says, or its plain number with decimals; None for dates, words and counts."""
    if cell.isascii() and cell.isdigit() and len(cell) < 8:  # eight digits may be a date; most cells are this plain
        return Decimal(cell)
    if _WON.fullmatch(cell):
        return Decimal(cell.rstrip("원").replace(",", ""))
    amount = amount_of(cell)
    if amount is not None:
        return Decimal(amount)
    bare = cell.strip()
    return Decimal(bare.replace(",", "")) if _DECIMAL.fullmatch(bare) else None

"""Facts that a person took from a paper: what each proves, what its value looks like, and the place it was read at."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from reviewer.rules.numbers import digits
from reviewer.rules.places import Place

TEXT, DATE, WON, RATE, NUMBER = "text", "date", "won", "rate", "brn"


@dataclass(frozen=True)
class FactKind:
    """What a fact can be: its code, how its value is written, and the checks that ask for it (domain.md 3).

    A fact of `identity` says who the claimant is, so staff may take it too; one that `repeats` may stand several
    times on a claim.
    """

    code: str
    value: str
    checks: tuple[str, ...] = ()
    identity: bool = False
    repeats: bool = False


KINDS = (
    FactKind("TRADE_NAME", TEXT, ("SBC6", "BRC2", "SLS4", "G3"), identity=True),
    FactKind("REPRESENTATIVE", TEXT, ("SBC7", "BRC3", "BNK4", "G3"), identity=True),
    FactKind("BRN", NUMBER, ("SBC5", "BRC1", "BRC11", "SLS4", "G3"), identity=True),
    FactKind("VALID_FROM", DATE, ("SBC4",), identity=True),
    FactKind("VALID_UNTIL", DATE, ("SBC4",), identity=True),
    FactKind("ISSUE_NUMBER", TEXT, ("SBC3", "SBC10", "BRC10"), identity=True),
    FactKind("OPENED_ON", DATE, ("BRC4",), identity=True),
    FactKind("QUERY_FROM", DATE, ("SLS5",)),
    FactKind("QUERY_UNTIL", DATE, ("SLS5",)),
    FactKind("NORMAL_WEEK_SALES", WON, ("SLS2", "SLS6", "SLS10", "SLS13")),
    FactKind("OUTAGE_WEEK_SALES", WON, ("SLS1", "SLS6", "SLS13", "CLM3")),
    FactKind("DAY_SALES", WON, ("SLS1", "SLS9"), repeats=True),
    FactKind("PROFIT_RATE", RATE),
    FactKind("ALT_FACTOR", RATE, ("SUS8",)),
    FactKind("SHARE_FACTOR", RATE, ("SUS7",)),
    FactKind("LABOUR_RATIO", RATE),
    FactKind("RENT_RATIO", RATE),
    FactKind("ALREADY_RECEIVED", WON, ("SUS9", "APP5"), repeats=True),
    FactKind("BANK", TEXT, ("BNK2",), identity=True),
    FactKind("ACCOUNT", TEXT, ("BNK2", "BNK3"), identity=True),
    FactKind("ACCOUNT_HOLDER", TEXT, ("BNK1", "BNK4", "BNK5"), identity=True),
    FactKind("SERVICE", TEXT, ("SUS1", "SUS2", "SUS3")),
    FactKind("FIRST_USE", DATE, ("SUS4", "SUS10")),
    FactKind("OTHER", TEXT, repeats=True),
)
FACTS: Mapping[str, FactKind] = MappingProxyType({kind.code: kind for kind in KINDS})
"""Every kind of fact by its code; their words stand in resources/i18n/codes.*.toml under `fact`."""

OF_FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "normal_week_sales": "NORMAL_WEEK_SALES",
        "outage_week_sales": "OUTAGE_WEEK_SALES",
        "profit_rate": "PROFIT_RATE",
        "alt_factor": "ALT_FACTOR",
        "share_factor": "SHARE_FACTOR",
        "labour_ratio": "LABOUR_RATIO",
        "rent_ratio": "RENT_RATIO",
        "trade_name": "TRADE_NAME",
        "representative": "REPRESENTATIVE",
        "brn": "BRN",
        "bank": "BANK",
        "account": "ACCOUNT",
        "account_holder": "ACCOUNT_HOLDER",
        "services": "SERVICE",
    }
)
"""The fact that proves a figure of the calculation, or of the application, by the name of its field."""


@dataclass(frozen=True)
class BoundFact:
    """A fact a person took from a paper, or typed without a place.

    `value` and `label` are digests of texts; `day` is the ISO date of a day's sales. `clipping` is the SHA-256 of the
    picture of the place, kept in the documents file; it is empty where none was taken, or after it was erased.
    """

    key: str
    code: str
    value: str
    author: str
    entry: str
    day: str = ""
    label: str = ""
    at: Place | None = None
    clipping: str = ""


def key_of(code: str, day: str, entry: str) -> str:
    """The name of a fact on its claim: its code, with the day or, where several may stand, with its entry."""
    if day:
        return f"{code} {day}"
    return f"{code} {entry}" if FACTS[code].repeats else code


def plain_value(code: str, text: str) -> str:
    """The value as it is kept: dates as ISO, won as digits, rates as decimals; ValueError where it is none.

    The text is what a person sees and may carry commas, a unit or, for a rate, a percent sign.
    """
    kind, bare = FACTS[code].value, text.strip()
    if not bare:
        raise ValueError("missing")
    if kind == DATE:
        return dt.date.fromisoformat(bare).isoformat()
    if kind == WON:
        return _whole_won(bare)
    if kind == RATE:
        return _rate(bare)
    if kind == NUMBER:
        number = digits(bare)
        if len(number) != 10:
            raise ValueError("not a registration number of ten digits")
        return number
    return bare


def _whole_won(text: str) -> str:
    amount = re.fullmatch(r"₩?\s*(\d{1,3}(?:,\d{3})+|\d+)\s*(?:원|won)?", text)
    if amount is None:
        raise ValueError("not an amount in won")
    return str(int(amount[1].replace(",", "")))


def _rate(text: str) -> str:
    try:
        value = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        raise ValueError("not a rate") from None
    value = value.scaleb(-2) if text.endswith("%") else value
    if not value.is_finite() or not 0 <= value <= 1:
        raise ValueError("not a rate between 0 and 1")
    return format(value, "f")

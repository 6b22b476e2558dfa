"""What a selection in a paper could prove: by what it looks like, and by the check in focus."""

import datetime as dt
import re
from collections.abc import Iterator

from reviewer.rules.bound_facts import DATE, KINDS, NUMBER, RATE, TEXT, WON, FactKind, plain_value
from reviewer.rules.korean_forms import amounts_in, dates_in
from reviewer.rules.privacy import without_rrns

_BRN = re.compile(r"(?<![\d-])(\d{3})-?(\d{2})-?(\d{5})(?![\d-])")
_ACCOUNT = re.compile(r"(?<![\d.,-])\d(?:-?\d){9,15}(?![\d-])")
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d+)?|100)\s*%")
_OF_PAPERS = {
    "SBC": ("TRADE_NAME", "REPRESENTATIVE", "BRN", "VALID_FROM", "VALID_UNTIL", "ISSUE_NUMBER"),
    "BRC": ("TRADE_NAME", "REPRESENTATIVE", "BRN", "OPENED_ON"),
    "SLS": ("OUTAGE_WEEK_SALES", "NORMAL_WEEK_SALES", "DAY_SALES", "QUERY_FROM", "QUERY_UNTIL"),
    "SUS": ("SERVICE", "FIRST_USE", "SHARE_FACTOR", "ALT_FACTOR"),
    "BNK": ("ACCOUNT_HOLDER", "ACCOUNT", "BANK"),
}
"""The facts a kind of paper is sent for."""


def looks_like(text: str) -> dict[str, str]:
    """What a selected text could be: kind of value -> the value in its one form; a text is always a text."""
    found: dict[str, str] = {}
    if number := _BRN.search(text):
        found[NUMBER] = "".join(number.groups())
    if days := dates_in(text, 2022):
        found[DATE] = days[0].date.isoformat()
    if rate := _PERCENT.search(text):
        found[RATE] = plain_value("PROFIT_RATE", f"{rate[1]}%")
    amounts = [one.amount for one in amounts_in(text) if one.amount >= 0]
    if amounts and NUMBER not in found and DATE not in found:
        found[WON] = str(max(amounts))
    found[TEXT] = " ".join(text.split())
    return found


def proposals(text: str, check: str = "", kind: str = "") -> list[tuple[str, str]]:
    """Every fact with the value it would have, the likeliest first.

    `check` is the check in focus, `kind` the kind of paper. A fact whose value is not in the text has "".
    A resident number is the value of no fact (domain.md 6): it is left out.
    """
    text = without_rrns(text)
    looks = looks_like(text)
    is_account = NUMBER not in looks and DATE not in looks and _ACCOUNT.search(text) is not None

    def rank(one: FactKind) -> tuple[bool, bool, bool, bool]:
        if one.code == "ACCOUNT":
            fits = is_account
        elif one.value == TEXT:
            fits = not is_account and looks.keys() == {TEXT} and bool(looks[TEXT])
        else:
            fits = one.value in looks and not (is_account and one.value == WON)
        of_paper = one.code in _OF_PAPERS.get(kind, ())
        return (not fits, check not in one.checks, not of_paper, one.code == "OTHER")

    return [(one.code, _value(one, looks, text)) for one in sorted(KINDS, key=rank)]


def _value(kind: FactKind, looks: dict[str, str], text: str) -> str:
    """Of two dates the second ends a period; an account is the run of digits alone."""
    if kind.code == "ACCOUNT":
        found = _ACCOUNT.search(text)
        return found[0] if found else ""
    if kind.code.endswith("_UNTIL") and DATE in looks:
        return dates_in(text, 2022)[-1].date.isoformat()
    return looks.get(kind.value, "")


def days_named(text: str) -> Iterator[dt.date]:
    """The dates a text names, for the day a note or a day's sales is about."""
    for found in dates_in(text, 2022):
        yield found.date

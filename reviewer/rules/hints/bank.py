"""The bank-book copy: in whose name the account stands, and whether its number is that of the application (BNK)."""

import re

from reviewer.rules.hints.claimant import Attributes, holder_is_business, holder_is_representative
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.labels import ACCOUNT_LABELS
from reviewer.rules.hints.paper_text import Value
from reviewer.rules.korean_forms import same_length
from reviewer.rules.numbers import digits
from reviewer.rules.privacy import mask_account

_ACCOUNT = re.compile(r"(?<![\d-])\d{2,6}(?:\s?-\s?\d{1,8}){1,4}(?![\d-])|(?<![\d-])\d{10,14}(?![\d-])")
_SHOWN_DIGITS = 4
"""Of a masked account (domain.md 6.1) the last four digits are kept."""


def holder(check: str, attributes: Attributes) -> Hint:
    """BNK1: the holder is the business or one of its representatives."""
    one = attributes.get("holder")
    if one is None:
        return Hint(check, NO_DATA, "HOLDER")
    return Hint(check, one.level, "HOLDER", one.wanted, one.found, one.place)


def holder_fits_the_form(check: str, attributes: Attributes, asked: Asked) -> Hint:
    """BNK4 for a person, BNK5 for a company: a sole trader's account is the representative's, a company's its own."""
    one = attributes.get("holder")
    applies = asked.is_company == (check == "BNK5")
    if one is None or not applies:
        return Hint(check, NO_DATA, "HOLDER")
    name = asked.applicant.trade_name if asked.is_company else asked.applicant.representative
    fits = holder_is_business if asked.is_company else holder_is_representative
    return Hint(check, FULL if fits(one.found, asked) else NONE, "HOLDER", name, one.found, one.place)


def accounts_in(paper: PaperFacts) -> list[Value]:
    """The account numbers a paper shows, those with their label first."""
    labelled: list[Value] = []
    for value in paper.text.values(ACCOUNT_LABELS):
        if hit := _ACCOUNT.search(same_length(value.text)):
            labelled.append(Value(hit[0], value.place, value.label))
    if labelled:
        return labelled
    found = [Value(hit[0], place) for hit, place in paper.text.find(_ACCOUNT)]
    return [one for one in found if 10 <= len(digits(one.text)) <= 14]


def same_account(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """BNK3: the number of the application stands in the bank-book copy; shown masked but for its last digits."""
    wanted = asked.applicant.account
    shown = accounts_in(paper)
    number = digits(wanted)
    if not shown or len(number) < _SHOWN_DIGITS:
        return Hint(check, NO_DATA, "ACCOUNT", mask_account(wanted))
    if "*" in wanted:
        same = next((one for one in shown if digits(one.text).endswith(number[-_SHOWN_DIGITS:])), None)
        level = PARTIAL if same else NONE  # only the end could be compared
    else:
        same = next((one for one in shown if digits(one.text) == number), None)
        level = FULL if same else NONE
    told = same or shown[0]
    return Hint(check, level, "ACCOUNT", mask_account(wanted), mask_account(told.text), told.place)

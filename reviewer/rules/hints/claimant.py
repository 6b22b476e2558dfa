"""Whose paper it is: registration number, trade name and representative against the application (G3, SBC5, BRC1...)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.labels import (
    BRN_LABELS,
    HOLDER_LABELS,
    OWNER_LABELS,
    REPRESENTATIVE_LABELS,
    TRADE_NAME_LABELS,
)
from reviewer.rules.hints.names import are_the_names, is_the_name, may_be_a_name, runs_of
from reviewer.rules.hints.paper_text import PaperText, TextLine, Value
from reviewer.rules.korean_forms import same_length
from reviewer.rules.numbers import brn_is_valid, digits, format_brn
from reviewer.rules.places import Place

_BRN = re.compile(r"(?<![\d-])\d{3}\s?-\s?\d{2}\s?-\s?\d{5}(?![\d-])")
_TEN_DIGITS = re.compile(r"(?<![\d-])\d{10}(?![\d-])")
_ACCOUNT_NAME = re.compile(r"@[A-Za-z0-9_.]{3,}")


@dataclass(frozen=True)
class Attribute:
    """One thing that tells whose paper it is: its name, whether it agrees, and what stands there."""

    name: str
    level: str
    wanted: str
    found: str
    place: Place


Attributes = Mapping[str, Attribute]
"""By name: `brn`, `trade_name`, `representative`, `holder`; what the paper does not show is left out."""


def attributes_of(paper: PaperFacts, asked: Asked) -> Attributes:
    """What the paper says of its owner, compared with the application."""
    found: dict[str, Attribute | None] = {}
    if paper.kind == "BNK":
        found["holder"] = _holder(paper.text, asked)
    else:
        found["brn"] = _brn(paper.text, asked)
        found["trade_name"] = _trade_name(paper, asked)
        found["representative"] = _representative(paper, asked)
    return {name: one for name, one in found.items() if one is not None}


def brns_in(text: PaperText) -> list[Value]:
    """The registration numbers a paper shows, those with their label first, each as 000-00-00000."""
    labelled: list[Value] = []
    for value in text.values(BRN_LABELS):
        plain = same_length(value.text)
        hit = _BRN.search(plain) or _TEN_DIGITS.search(plain)
        if hit is not None:
            labelled.append(Value(format_brn(hit[0]), value.place, value.label))
    others = [Value(format_brn(hit[0]), place) for hit, place in text.find(_BRN)]
    return labelled + [one for one in others if one.text not in {known.text for known in labelled}]


def _brn(text: PaperText, asked: Asked) -> Attribute | None:
    wanted = digits(asked.applicant.brn)
    shown = brns_in(text)
    if len(wanted) != 10 or not shown:
        return None
    same = next((one for one in shown if digits(one.text) == wanted), None)
    chosen = same or shown[0]
    return Attribute("brn", FULL if same else NONE, format_brn(wanted), chosen.text, chosen.place)


def _trade_name(paper: PaperFacts, asked: Asked) -> Attribute | None:
    name = asked.applicant.trade_name
    if not name:
        return None
    labelled = paper.text.values(TRADE_NAME_LABELS)
    if paper.kind == "SUS" and not labelled:
        labelled = account_owners(paper.text)
    for value in labelled:
        if is_the_name(value.text, name):
            return Attribute("trade_name", FULL, name, value.text, value.place)
    if other := _other_name(labelled):
        return Attribute("trade_name", NONE, name, other.text, other.place)
    seen = next(runs_of(paper.text, name), None)
    return Attribute("trade_name", FULL, name, seen.text, seen.place) if seen else None


def _other_name(labelled: Sequence[Value]) -> Value | None:
    """The first of these values that could be a name at all: beside `상호` in running text stands none."""
    return next((value for value in labelled if may_be_a_name(value.text)), None)


def account_owners(text: PaperText) -> list[Value]:
    """Whose account a screen shows: the name before `@account`, or on the line above it (service screens)."""
    for number, line in enumerate(text.lines):
        hit = _ACCOUNT_NAME.search(line.text)
        if hit is None or "://" in line.text or re.search(r"\w@", line.text):
            continue
        above = text.lines[number - 1] if number else None
        if above is not None and above.text.strip():
            return [_last_field(above)]
    return []


def _last_field(line: TextLine) -> Value:
    start = line.text.rstrip("\t").rfind("\t") + 1
    return Value(line.text[start:].strip(), line.place(start, len(line.text)))


def _representative(paper: PaperFacts, asked: Asked) -> Attribute | None:
    """Who represents the business; `이름` on a screen or in a record of sales is an app's or a customer's."""
    names = [name for name in (asked.applicant.representative, asked.applicant.latin_name) if name]
    if not names:
        return None
    labels = OWNER_LABELS if paper.kind in ("SUS", "SLS") else REPRESENTATIVE_LABELS
    labelled = [value for value in paper.text.values(labels) if re.search(r"[^\W\d]{2}", value.text)]
    partly: Attribute | None = None
    for value in labelled:
        for name in names:
            found, wanted = are_the_names(value.text, name)
            if found == wanted:
                return Attribute("representative", FULL, name, value.text, value.place)
            if found and partly is None:
                partly = Attribute("representative", PARTIAL, name, value.text, value.place)
    if partly is not None:
        return partly
    if other := _other_name(labelled):
        return Attribute("representative", NONE, names[0], other.text, other.place)
    return None


def _holder(text: PaperText, asked: Asked) -> Attribute | None:
    """The holder of an account is the business or one of those who represent it (domain.md 3.5, BNK1)."""
    applicant = asked.applicant
    wanted = " / ".join(name for name in (applicant.trade_name, applicant.representative) if name)
    labelled = text.values(HOLDER_LABELS)
    for value in labelled:
        if holder_is_business(value.text, asked) or holder_is_representative(value.text, asked):
            return Attribute("holder", FULL, wanted, value.text, value.place)
    if other := _other_name(labelled):
        return Attribute("holder", NONE, wanted, other.text, other.place)
    for name in (applicant.trade_name, applicant.representative):
        if name and (seen := next(runs_of(text, name), None)):
            return Attribute("holder", FULL, wanted, seen.text, seen.place)
    return None


def holder_is_business(holder: str, asked: Asked) -> bool:
    """Whether an account stands in the trade name."""
    return bool(asked.applicant.trade_name) and is_the_name(holder, asked.applicant.trade_name)


def holder_is_representative(holder: str, asked: Asked) -> bool:
    """Whether an account stands in the name of a representative; of joint ones, of any."""
    names = (asked.applicant.representative, asked.applicant.latin_name)
    return any(name and are_the_names(holder, name)[0] > 0 for name in names)


def whose_paper(check: str, attributes: Attributes) -> Hint:
    """G3: everything the paper shows of its owner agrees, some of it, or none."""
    if not attributes:
        return Hint(check, NO_DATA, "CLAIMANT")
    agrees = tuple(name for name, one in attributes.items() if one.level == FULL)
    differs = tuple(name for name, one in attributes.items() if one.level != FULL)
    partly = any(one.level == PARTIAL for one in attributes.values())
    level = FULL if not differs else PARTIAL if agrees or partly else NONE
    told = [attributes[name] for name in (differs or agrees)]
    return Hint(
        check, level, "CLAIMANT", " · ".join(one.wanted for one in told), " · ".join(one.found for one in told),
        told[0].place, agrees, differs,
    )  # fmt: skip


def same_attribute(check: str, name: str, attributes: Attributes) -> Hint:
    """One attribute alone: the trade name of SBC6, the representative of BRC3."""
    one = attributes.get(name)
    if one is None:
        return Hint(check, NO_DATA, name.upper())
    return Hint(check, one.level, name.upper(), one.wanted, one.found, one.place)


def named_in_record(check: str, attributes: Attributes) -> Hint:
    """SLS4: the record shows the business by its number or its name; another's record does not show it."""
    shown = [one for name in ("brn", "trade_name") if (one := attributes.get(name)) is not None]
    if not shown:
        return Hint(check, NO_DATA, "NAMED")
    own = next((one for one in shown if one.level == FULL), None)
    told = own or shown[0]
    return Hint(check, FULL if own else NONE, "NAMED", "" if own else told.wanted, told.found, told.place)


def number_in_order(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """SBC5: the number of the application, and its check digit right."""
    one = _brn(paper.text, asked)
    if one is None:
        return Hint(check, NO_DATA, "BRN")
    in_order = one.level == FULL and brn_is_valid(one.found)
    return Hint(check, FULL if in_order else NONE, "BRN", one.wanted, one.found, one.place)


def check_digit(check: str, paper: PaperFacts) -> Hint:
    """BRC1: ten digits and the right check digit, whosever number it is."""
    shown = brns_in(paper.text)
    if not shown:
        return Hint(check, NO_DATA, "CHECK_DIGIT")
    level = FULL if brn_is_valid(shown[0].text) else NONE
    return Hint(check, level, "CHECK_DIGIT", "", shown[0].text, shown[0].place)


def middle_digits(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """BRC11: the two digits in the middle say what the application says: a company, or a person (domain.md 3.2)."""
    shown = brns_in(paper.text)
    if not shown:
        return Hint(check, NO_DATA, "MIDDLE_DIGITS")
    company = shown[0].text[4:6] in ("81", "82", "83", "84", "85", "86", "87", "88", "89")
    level = FULL if company == asked.is_company else NONE
    wanted = "COMPANY" if asked.is_company else "PERSON"
    return Hint(check, level, "MIDDLE_DIGITS", wanted, shown[0].text, shown[0].place)

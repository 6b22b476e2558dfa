"""In which order a list of claims stands: names in natural Korean order, codes in that of their words, empty last."""

from collections.abc import Sequence
from typing import NamedTuple

from reviewer.casefile import conditions

FIELDS = (
    "claim", "report_number", "received_on", "reporter_type", "trade_name", "representative", "brn", "address",
    "phone", "sector", "services", "claimed_loss", "route", "stage", "marks", "lead", "second", "hold", "proof_marks",
    "due", "meeting", "agenda_list", "disposition", "verified_loss", "assessed_amount", "calculated_award", "award",
    "letter_no", "changed_at", "delivery", "row", "routed_by", "second_look",
)  # fmt: skip
"""The columns of `claims_view`: what a list may be filtered and sorted by."""


_KEYS = {"trade_name": "name_key", "representative": "person_key", "address": "address_key"}
_NEVER_EMPTY = frozenset({"claim", "stage", "delivery", "row"})
_PLAIN = conditions.DIGITS | conditions.DAYS | conditions.MOMENTS
"""Columns that sort by the text as it stands, whatever they are compared by."""
_PROOFS_RANKED = "replace(replace(replace(proof_marks, 'O', 'B'), 'W', 'C'), 'M', 'D')"


class InOrder(NamedTuple):
    """Parts of a question: the tables it reads, the terms it is ordered by, and their values."""

    tables: str
    terms: str
    values: tuple[object, ...]


def sorted_by(sort: str, descending: bool, ranks: Sequence[str] = ()) -> InOrder:
    """How a column of `claims_view` sorts; ValueError for another. Equals stay in the order of arrival both ways."""
    if sort not in FIELDS:
        raise ValueError(f"no column {sort!r} in claims_view")
    way, tables, told = "DESC" if descending else "ASC", "claims", sort
    blank = "" if sort in _NEVER_EMPTY else f"{sort} = ''" if sort in _PLAIN else conditions.is_blank(sort)
    if sort in _KEYS:
        tables, told = "claims LEFT JOIN list_keys ON claim_id = id", _KEYS[sort]
        blank = f"coalesce({told}, '') = ''"
    elif sort in conditions.LETTERS:
        told = conditions.expression(sort).replace("THEN proof_marks", f"THEN {_PROOFS_RANKED}")
    if ranks:
        return _by_rank(sort, told, way, blank, ranks)
    return InOrder(tables, ", ".join(filter(None, (blank, f"{told} {way}", "id"))), ())


def _by_rank(sort: str, told: str, way: str, blank: str, ranks: Sequence[str]) -> InOrder:
    """Codes as their words follow each other; of several codes the first counts, and those not named come last."""
    code = f"json_extract({told}, '$[0]')" if sort in conditions.LISTS else told
    cases = " ".join(f"WHEN ? THEN {place}" for place in range(len(ranks)))
    ranked = f"CASE {code} {cases} ELSE {len(ranks)} END"
    terms = (blank, f"{ranked} {way}", f"{told} {way}" if sort in conditions.LISTS else "", "id")
    return InOrder("claims", ", ".join(filter(None, terms)), tuple(ranks))

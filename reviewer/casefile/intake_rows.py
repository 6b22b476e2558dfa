"""One accepted row of a delivery on its way into the case file, and the number made for a row that has none."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reviewer.casefile.digests import row_digest

FACT_FIELDS = (
    "report_number", "received_on", "reporter_type", "trade_name", "representative", "latin_name", "brn",
    "corporate_number", "address", "phone", "email", "sector", "services", "paid", "claimed_loss", "story",
    "bank", "account", "account_holder", "assisted_by", "litigation", "extra",
)  # fmt: skip
"""The columns of `fact_rows` that hold what the claimant said, in the order of the table."""
PLACE: Mapping[str, int] = {field: place for place, field in enumerate(FACT_FIELDS)}

Facts = tuple[str | int | None, ...]
"""Values in the order of FACT_FIELDS: text, the loss in won or None, services and extra as canonical JSON text."""


class FactRow(NamedTuple):
    """A validated row: its number in the source from 1, its claim number, route and marks at intake, its facts."""

    row: int
    claim: str
    is_made: bool  # the number was made from delivery and row
    route: str
    marks: tuple[str, ...]
    facts: Facts


class RefusedCell(NamedTuple):
    """Why a row was refused: row number in the source from 1, snake_case code, field or column, and the value."""

    row: int
    code: str
    field: str
    value: str


def made_number(delivery: str, row: int) -> str:
    """The claim number of a row without one: eight digits of the delivery's SHA-256 and the row number."""
    return f"{delivery[:8]}-{row:06d}"


def stored_digest(row: FactRow, relation: str, other: str, matched_by: str) -> str:
    """What `digests.row_digest` gives for this row once it is stored, without going through the table."""
    said = dict(zip(FACT_FIELDS, row.facts, strict=True))
    told = {"claim": row.claim, "relation": relation, "other": other, "matched_by": matched_by, "route": row.route}
    said |= told
    parts = [f'"{name}":{_json(str(value))}' for name in _TEXTS if (value := said[name])]
    parts += [f'"{name}":{said[name]}' for name in ("services", "extra") if said[name] not in ("[]", "{}")]
    if said["claimed_loss"] is not None:
        parts.append(f'"claimed_loss":{said["claimed_loss"]}')
    if row.marks:
        parts.append(f'"marks":[{",".join(map(_json, row.marks))}]')
    parts.append(f'"row":{row.row}')
    whole = "{" + ",".join(sorted(parts)) + "}"
    if not (whole.isascii() or unicodedata.is_normalized("NFC", whole)):
        return row_digest({**said, "row": row.row, "marks": row.marks})
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


_json = json.encoder.encode_basestring  # one text as JSON, letters as they are
_TEXTS = (
    *(field for field in FACT_FIELDS if field not in ("services", "claimed_loss", "extra")),
    *("claim", "relation", "other", "matched_by", "route"),
)
EMPTY_FACTS: Facts = tuple(
    {"services": "[]", "extra": "{}", "claimed_loss": None}.get(field, "") for field in FACT_FIELDS
)


def content_key(facts: Sequence[str | int | None]) -> bytes:
    """Sixteen bytes that are the same only for rows that say the same, whatever their number."""
    said = "\x1f".join(["" if value is None else str(value) for value in facts])
    return hashlib.blake2b(said.encode(), digest_size=16).digest()

"""A letter that left the house, as the claim remembers it."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class IssuedLetter:
    """A letter that left the house: number, kind, and the SHA-256 of the PDF of each language."""

    letter_no: str
    kind: str  # DECISION or SUPPLEMENT
    entry: str
    issued_at: str
    decision: str
    files: dict[str, str]

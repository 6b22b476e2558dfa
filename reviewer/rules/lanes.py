"""The lanes of triage: who put a claim in one, and which claims of a lane are drawn for a second look (domain.md 7)."""

import dataclasses
import hashlib
from decimal import ROUND_CEILING, Decimal

DRAWN_FROM = 1_000_000


@dataclasses.dataclass(frozen=True)
class Triage:
    """Who put a claim on its route, its number in the draw of that lane, and what a second person said of it."""

    author: str
    entry: str
    draw: int  # 0 to 999,999
    look: str = ""  # AGREED or SENT_BACK; empty while nobody looked again
    looked_by: str = ""
    note: str = ""


def draw_number(case_uid: str, route: str, claim: str) -> int:
    """A claim's number in the draw of its lane, 0 to 999,999.

    The seed is the case's own number, which every entry of the journal holds, with the lane: anybody can draw again.
    """
    drawn = hashlib.sha256(f"{case_uid}\n{route}\n{claim}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") % DRAWN_FROM


def looks_wanted(claims: int, share: Decimal) -> int:
    """How many claims of a lane with so many are looked at again: the share, rounded up, so at least one."""
    return int((claims * share).to_integral_value(ROUND_CEILING))

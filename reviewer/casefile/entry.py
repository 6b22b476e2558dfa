"""One entry of the journal: its canonical bytes, its hash, its name, and how a moment is written."""

import dataclasses
import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from reviewer.casefile.engine import Row
from reviewer.rules.plain import canonical

VERSION = 1
_QUOTED = json.JSONEncoder(ensure_ascii=False).encode
COLUMNS = (
    "case_uid", "uid", "key_id", "author", "number", "made_at", "act", "subject", "saw", "body", "previous",
    "hash", "signature",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Entry:
    """A signed entry as house.md section 2 describes it."""

    case_uid: str
    uid: str
    key_id: str
    author: str
    number: int
    made_at: str
    act: str
    subject: str
    saw: tuple[str, ...]
    body: Mapping[str, Any]
    previous: str
    hash: str = ""
    signature: str = ""

    def recomputed_hash(self) -> str:
        """SHA-256 over the canonical JSON of everything but the hash and the signature."""
        return hashlib.sha256(
            canonical(
                [
                    VERSION, self.case_uid, self.uid, self.key_id, self.author, self.number, self.made_at, self.act,
                    self.subject, list(self.saw), self.body, self.previous,
                ]
            )
        ).hexdigest()  # fmt: skip


def entry_of(row: Row | Mapping[str, Any]) -> Entry:
    """The entry a row of the journal holds."""
    return Entry(
        row["case_uid"], row["uid"], row["key_id"], row["author"], row["number"], row["made_at"], row["act"],
        row["subject"], tuple(json.loads(row["saw"])), json.loads(row["body"]), row["previous"], row["hash"],
        row["signature"],
    )  # fmt: skip


def stored_hash(row: Row | Mapping[str, Any]) -> str:
    """SHA-256 over a row as it stands: the hash of its entry if, and only if, not a byte of it was changed.

    The canonical JSON is put together from the stored texts, so JSON written in another way is another text, and a
    long journal need not be encoded anew. Raises ValueError for what is no text.
    """
    words = [_QUOTED(row[name]) for name in ("case_uid", "uid", "key_id", "author")]
    after = [_QUOTED(row[name]) for name in ("made_at", "act", "subject")]
    parts = (str(VERSION), *words, str(row["number"]), *after, row["saw"], row["body"], _QUOTED(row["previous"]))
    return hashlib.sha256(f"[{','.join(parts)}]".encode()).hexdigest()


def row_of(entry: Entry) -> tuple[str | int, ...]:
    """The row of the journal for an entry, in the order of `COLUMNS`."""
    return (
        entry.case_uid, entry.uid, entry.key_id, entry.author, entry.number, entry.made_at, entry.act, entry.subject,
        canonical(list(entry.saw)).decode(), canonical(entry.body).decode(), entry.previous, entry.hash,
        entry.signature,
    )  # fmt: skip


def moment(made_at: dt.datetime) -> str:
    """The moment in UTC with `Z` and microseconds; raises ValueError for a time without a zone."""
    if made_at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_uid(made_at: dt.datetime) -> str:
    """A UUIDv7 (RFC 9562): milliseconds since 1970, then 74 random bits."""
    milliseconds = int(made_at.timestamp() * 1000) & (1 << 48) - 1
    chance = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | 7 << 76 | (chance >> 64 & 0xFFF) << 64 | 2 << 62 | chance & (1 << 62) - 1
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in canonical order: each after its `previous` and all it saw, among the free the lower hash first.

    Given only some entries (those of one claim), entries of one key still come by their number.
    """
    by_hash = {entry.hash: entry for entry in entries}
    needs: dict[str, set[str]] = {entry.hash: set(entry.saw) & by_hash.keys() for entry in entries}
    last: dict[str, str] = {}
    for entry in sorted(entries, key=lambda one: (one.key_id, one.number)):
        if entry.key_id in last:
            needs[entry.hash].add(last[entry.key_id])
        last[entry.key_id] = entry.hash
    followers: dict[str, list[str]] = {}
    for name, before in needs.items():
        for one in before:
            followers.setdefault(one, []).append(name)
    free = [name for name, before in needs.items() if not before]
    heapify(free)
    order: list[Entry] = []
    while free:
        name = heappop(free)
        order.append(by_hash[name])
        for follower in followers.get(name, ()):
            needs[follower].discard(name)
            if not needs[follower]:
                heappush(free, follower)
    return order

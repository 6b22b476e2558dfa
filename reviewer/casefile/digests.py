"""Fingerprints of what a delivery brought: of each row, of all its rows, and of its papers."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from reviewer.rules.plain import canonical

JSON_COLUMNS = frozenset({"services", "marks", "extra"})
LEFT_OUT = frozenset({"delivery", "digest"})


def row_digest(row: Mapping[str, object]) -> str:
    """SHA-256 of an accepted row in canonical JSON: every column of `fact_rows` but the delivery and the digest.

    Columns that are empty are left out; services, marks and extra may be JSON text or the values themselves.
    """
    accepted: dict[str, object] = {}
    for name, value in row.items():
        if name in LEFT_OUT:
            continue
        plain = json.loads(value) if name in JSON_COLUMNS and isinstance(value, str) else value
        if plain is None or plain == "" or plain == [] or plain == {} or plain == ():
            continue
        accepted[name] = plain
    return hashlib.sha256(canonical(accepted)).hexdigest()


def rows_digest(digests: Iterable[str]) -> str:
    """SHA-256 over the digests of a delivery's rows in the order of their row numbers, joined by newlines."""
    return hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()


def papers_digest(papers: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over the digests of [path, document] in canonical JSON, by path, joined by newlines."""
    return rows_digest(hashlib.sha256(canonical([path, document])).hexdigest() for path, document in sorted(papers))

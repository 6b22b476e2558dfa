"""What belongs to one person's desk and to nobody's record: drafts, pages seen, how a paper was last looked at."""

import json
from collections.abc import Iterable
from typing import Any


def keep_draft(conn: Any, person: str, claim: str, form: str, content: str, saved_at: str) -> None:
    """Keep what stands unsaved in a form, so that a power cut loses nothing; empty content drops the draft."""
    if not content:
        drop_draft(conn, person, claim, form)
        return
    conn.execute(
        "INSERT OR REPLACE INTO desk_drafts (person, claim, form, content, saved_at) VALUES (?, ?, ?, ?, ?)",
        (person, claim, form, content, saved_at),
    )


def drop_draft(conn: Any, person: str, claim: str, form: str) -> None:
    """Forget a draft: its form was recorded or emptied."""
    conn.execute("DELETE FROM desk_drafts WHERE person = ? AND claim = ? AND form = ?", (person, claim, form))


def drafts_of(conn: Any, person: str, claim: str) -> dict[str, str]:
    """The drafts of one person on one claim, by form."""
    rows = conn.execute("SELECT form, content FROM desk_drafts WHERE person = ? AND claim = ?", (person, claim))
    return {row[0]: row[1] for row in rows}


def mark_pages(conn: Any, person: str, document: str, pages: Iterable[int]) -> None:
    """Remember that these pages (from 1) were legible on this person's screen."""
    conn.executemany(
        "INSERT OR IGNORE INTO desk_pages (person, document, page) VALUES (?, ?, ?)",
        [(person, document, page) for page in pages],
    )


def pages_seen(conn: Any, person: str, documents: Iterable[str]) -> dict[str, set[int]]:
    """The pages of each document that this person has had on screen."""
    seen: dict[str, set[int]] = {}
    for document in documents:
        rows = conn.execute("SELECT page FROM desk_pages WHERE person = ? AND document = ?", (person, document))
        seen[document] = {row[0] for row in rows}
    return seen


def keep_view(conn: Any, person: str, document: str, view: str) -> None:
    """Remember how a paper was turned and zoomed; the file itself is never touched."""
    conn.execute(
        "INSERT OR REPLACE INTO desk_views (person, document, view) VALUES (?, ?, ?)", (person, document, view)
    )


def view_of(conn: Any, person: str, document: str) -> str:
    """How this person last looked at a paper; empty where it was never opened."""
    row = conn.execute("SELECT view FROM desk_views WHERE person = ? AND document = ?", (person, document)).fetchone()
    return str(row[0]) if row else ""


def leave_claim(conn: Any, person: str, claim: str, documents: Iterable[str]) -> None:
    """Remember which papers were here when a person left a claim; what comes later is new to them."""
    conn.execute("DELETE FROM desk_known WHERE person = ? AND claim = ?", (person, claim))
    conn.execute(
        "INSERT INTO desk_known (person, claim, papers) VALUES (?, ?, ?)",
        (person, claim, json.dumps(sorted(set(documents)))),
    )


def papers_known(conn: Any, person: str, claim: str) -> frozenset[str] | None:
    """The papers that were here when a person last left a claim; None where they never left it."""
    row = conn.execute("SELECT papers FROM desk_known WHERE person = ? AND claim = ?", (person, claim)).fetchone()
    return frozenset(json.loads(row[0])) if row is not None else None

"""How people look at the list of claims: views with a name, which all who open the case share, and each one's last."""

import json
from typing import Any, NamedTuple

from reviewer.casefile.conditions import PERSONAL
from reviewer.casefile.engine import Connection
from reviewer.rules.problem import Problem

SHAPE = """
CREATE TABLE IF NOT EXISTS desk_lists ( -- how a list of claims is looked at (JSON): filters, sort, columns
  person TEXT NOT NULL,                -- whose last look it is; '' for a view that all share
  name TEXT NOT NULL,                  -- of a shared view; '' for somebody's last look
  content TEXT NOT NULL, made_by TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (person, name)
) STRICT
"""
_SHARED = ""
_WRITE = "INSERT OR REPLACE INTO desk_lists (person, name, content, made_by, saved_at) VALUES (?, ?, ?, ?, ?)"


class SavedList(NamedTuple):
    """A view that all share: its name, what it shows, who made it and when (UTC)."""

    name: str
    content: str
    made_by: str
    saved_at: str


def keep_last(conn: Connection, person: str, content: str, saved_at: str) -> None:
    """Remember how a person looks at the list now."""
    if person:
        conn.execute(_WRITE, (person, "", content, person, saved_at))


def last_of(conn: Connection, person: str) -> str:
    """How a person looked at the list last; "" where they never did."""
    row = conn.execute("SELECT content FROM desk_lists WHERE person = ? AND name = '' AND person <> ''", (person,))
    found = row.fetchone()
    return str(found[0]) if found else ""


def shared(conn: Connection) -> list[SavedList]:
    """The views all share, by name."""
    rows = conn.execute("SELECT name, content, made_by, saved_at FROM desk_lists WHERE person = '' ORDER BY name")
    return [SavedList(*row) for row in rows]


def save(conn: Connection, view: SavedList) -> None:
    """Share a view, or change one's own of that name; ViewOfAnother where somebody else made the one there is."""
    _must_be_mine(conn, view.name, view.made_by)
    conn.execute(_WRITE, (_SHARED, *view))


def rename(conn: Connection, old: str, new: str, person: str) -> None:
    """Give one's view another name; ViewOfAnother for a view, or a name, of somebody else."""
    _must_be_mine(conn, old, person)
    _must_be_mine(conn, new, person)
    conn.execute("UPDATE OR REPLACE desk_lists SET name = ? WHERE person = '' AND name = ?", (new, old))


def delete(conn: Connection, name: str, person: str) -> None:
    """Delete one's view; ViewOfAnother for somebody else's."""
    _must_be_mine(conn, name, person)
    conn.execute("DELETE FROM desk_lists WHERE person = '' AND name = ?", (name,))


def _must_be_mine(conn: Connection, name: str, person: str) -> None:
    row = conn.execute("SELECT made_by FROM desk_lists WHERE person = '' AND name = ?", (name,)).fetchone()
    if row is not None and row[0] != person:
        raise Problem("ViewOfAnother", name=name, by=row[0])


def forget_persons(conn: Connection) -> None:
    """Leave out of every view what may name a claimant, after facts or texts were destroyed."""
    rows = conn.execute("SELECT person, name, content FROM desk_lists").fetchall()
    for person, name, content in rows:
        plain: dict[str, Any] = json.loads(content)
        query: dict[str, Any] = plain.get("query", {})
        query.pop("words", None)
        query["columns"] = {key: text for key, text in query.get("columns", {}).items() if key not in PERSONAL}
        kept = json.dumps({**plain, "query": query}, ensure_ascii=False)
        conn.execute("UPDATE desk_lists SET content = ? WHERE person = ? AND name = ?", (kept, person, name))

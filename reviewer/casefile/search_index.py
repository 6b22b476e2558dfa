"""Keeps the Hangul-aware index: the facts of every claim, and what was noted, given as reason and sent in as paper.

A cache: `rebuild` makes it anew from facts, journal and readings. What is deleted from it leaves no letters behind.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.casefile import list_keys
from reviewer.casefile.engine import Connection, Row
from reviewer.rules.korean import initials
from reviewer.rules.numbers import digits
from reviewer.rules.searching import BETWEEN, fast_fold, folded_text, fours_of, pairs_of

if TYPE_CHECKING:
    from reviewer.rules.acts.shape import Field

FIRST_SHAPE = """
CREATE TABLE search_text (
  id INTEGER PRIMARY KEY, claim TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, initials TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_pairs USING fts5 (pairs, content='', detail=none, prefix='1',
  tokenize="unicode61 remove_diacritics 0 tokenchars '-_'", contentless_delete=1);
"""
SHAPE = """
DROP TABLE IF EXISTS search_texts;
DROP TABLE IF EXISTS search_text_pairs;
DROP TABLE search_text;
DROP TABLE search_pairs;
CREATE TABLE search_text (              -- a cache: the facts of a claim as they are searched, one line for each
  id INTEGER PRIMARY KEY, claim TEXT NOT NULL UNIQUE, folded TEXT NOT NULL, initials TEXT NOT NULL
) STRICT;
CREATE TABLE search_texts (             -- a cache: notes, reasons and papers of a claim as they are searched
  id INTEGER PRIMARY KEY, claim TEXT NOT NULL, kind TEXT NOT NULL,
  source TEXT NOT NULL,                 -- uid of the entry, or SHA-256 of the paper
  folded TEXT NOT NULL,
  initials TEXT NOT NULL,               -- the initial consonants of a note or reason; of a paper none
  UNIQUE (claim, kind, source)
) STRICT;
CREATE INDEX search_texts_source ON search_texts (source);
CREATE VIRTUAL TABLE search_pairs USING fts5 (pairs, content='', detail=none, prefix='1',
  tokenize="unicode61 remove_diacritics 0 tokenchars '-_'");
CREATE VIRTUAL TABLE search_text_pairs USING fts5 (pairs, content='', detail=none, prefix='1',
  tokenize="unicode61 remove_diacritics 0 tokenchars '-_'");
INSERT INTO search_pairs (search_pairs, rank) VALUES ('secure-delete', 1);
INSERT INTO search_text_pairs (search_text_pairs, rank) VALUES ('secure-delete', 1);
"""
FACTS = ("claim", "report_number", "trade_name", "representative", "brn", "phone", "address", "services")
"""The facts that are searched; `folded` of `search_text` holds one line for each, in this order."""
NOTE, REASON, PAPER = "NOTE", "REASON", "PAPER"
"""The kinds of `search_texts`."""
_NOTING = frozenset({"write_note", "pin_note", "record_contact", "settle_promise"})
_NO_WORDS = frozenset({"bind_fact", "fix_account"})
"""Acts whose texts are facts of the claimant: the paper itself is found by them."""
_CODED = frozenset({"reason", "reasons", "code", "override_reason"})
BY_INITIALS = ("trade_name", "representative", "address")
"""The facts that are found by their initial consonants, too; services are by their names."""
_BY_INITIALS = tuple(FACTS.index(name) for name in BY_INITIALS)
_BATCH = 5_000
_MANY = 1_000  # claims from which on all of the index is sooner made anew
_LONGEST_PAPER = 200_000
_COLUMNS = ", ".join(("id", *FACTS))


class Held(NamedTuple):
    """A text of a claim as the index holds it; `source` is the uid of its entry or the SHA-256 of its paper."""

    claim: str
    kind: str
    source: str
    folded: str


def marked(code: str) -> str:
    """A code of the plan (a service, a reason) as it stands in a folded text, where no word of a query can be it."""
    return f"\x1f{code}\x1f"


def unmarked(folded: str) -> str:
    """A folded text without its codes, which stand at its end: what the words of a query are looked for in."""
    return folded.partition("\x1f")[0]


def code_token(code: str) -> str:
    """The same as the index of pairs holds it: no pair of letters begins with a hyphen."""
    return f"-{code}"


def folded_facts(row: Row) -> tuple[str, ...]:
    """The facts of a claims row as they are compared, in the order of FACTS."""
    return (
        fast_fold(row["claim"]),
        fast_fold(row["report_number"]) if row["report_number"] != row["claim"] else "",
        fast_fold(row["trade_name"]),
        fast_fold(row["representative"]),
        row["brn"],
        digits(row["phone"]),
        fast_fold(row["address"]),
        "".join(map(marked, json.loads(row["services"]))),
    )


def _pairs(folded: str, more: str = "") -> str:
    """What the index of pairs holds of a text: neighbouring letters, and its codes."""
    codes = [code_token(code) for code in folded.split("\x1f")[1::2]] if "\x1f" in folded else []
    plain = BETWEEN.join(folded.split("\x1f")[0::2]) if codes else folded
    return " ".join(dict.fromkeys([*pairs_of(plain), *pairs_of(more), *codes]))


def _pairs_of_text(kind: str, folded: str, first: str) -> str:
    """The same of a note, a reason or a paper; of a paper, in which nearly every pair of initials stands, fours."""
    return " ".join([_pairs(folded), *fours_of(folded)]) if kind == PAPER else _pairs(folded, first)


# --- making it ------------------------------------------------------------------------------------------------------


def bring_up_to_date(conn: Connection) -> int:
    """Index every claim that has no entry in the index yet; returns how many. Inside the caller's transaction."""
    total = last = 0
    while True:
        rows = conn.execute(
            f"SELECT {_COLUMNS} FROM claims WHERE id > ? "
            "AND NOT EXISTS (SELECT 1 FROM search_text s WHERE s.id = claims.id) ORDER BY id LIMIT ?",
            (last, _BATCH),
        ).fetchall()
        if not rows:
            return total
        _insert(conn, rows)
        total, last = total + len(rows), rows[-1]["id"]


def refresh(conn: Connection, claims: Sequence[str]) -> None:
    """Index these claims anew, after their facts or papers changed. Inside the caller's transaction."""
    if len(claims) > _MANY:
        rebuild(conn)
        return
    for claim in claims:
        for row in conn.execute("SELECT id, folded, initials FROM search_text WHERE claim = ?", (claim,)).fetchall():
            _take_out(conn, "search_pairs", row["id"], _pairs(row["folded"], row["initials"]))
            conn.execute("DELETE FROM search_text WHERE id = ?", (row["id"],))
        _forget_texts(conn, "claim = ?", claim)
        _insert(conn, conn.execute(f"SELECT {_COLUMNS} FROM claims WHERE claim = ?", (claim,)).fetchall())


def rebuild(conn: Connection) -> None:
    """Throw the index away and make it anew; it is a cache. Inside the caller's transaction."""
    for table in ("search_pairs", "search_text_pairs"):
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_text")
    conn.execute("DELETE FROM search_texts")
    list_keys.empty(conn)
    bring_up_to_date(conn)


def index_texts_anew(conn: Connection) -> None:
    """Make the index of notes, reasons and papers anew from the texts it holds. Inside the caller's transaction."""
    conn.execute("INSERT INTO search_text_pairs (search_text_pairs) VALUES ('delete-all')")
    for number, *text in conn.execute("SELECT id, kind, folded, initials FROM search_texts"):
        pairs = _pairs_of_text(*text)
        conn.execute("INSERT INTO search_text_pairs (rowid, pairs) VALUES (?, ?)", (number, pairs))


def entry_written(conn: Connection, uid: str) -> None:
    """Index what a new entry says of its claims. Inside the caller's transaction."""
    _keep_texts(conn, _said(conn, "j.uid = ?", uid))


def paper_read(conn: Connection, document: str) -> None:
    """Index what was read in a paper, in place of what was read before. Inside the caller's transaction."""
    paper_forgotten(conn, document)
    claims = [claim for claim in _may_hold(conn, document) if document in _papers_of(conn, [claim]).get(claim, ())]
    _keep_texts(conn, _read(conn, dict.fromkeys(claims, (document,))))


def paper_forgotten(conn: Connection, document: str) -> None:
    """Take a paper that was erased, or is read anew, out of the index. Inside the caller's transaction."""
    _forget_texts(conn, "source = ?", document)


def entries_forgotten(conn: Connection, claims: Sequence[str]) -> None:
    """Take out what stood in texts of these claims that were destroyed, and keep what still stands."""
    for claim in claims:
        _forget_texts(conn, "kind <> 'PAPER' AND claim = ?", claim)
    _keep_texts(conn, _said(conn, "c.claim IN (SELECT value FROM json_each(?))", json.dumps(list(claims))))


def look(conn: Connection) -> None:
    """Let this connection see the index as it stands.

    FTS5 proves the index by the shape in which the connection saw it last: after a search and another connection's
    write, `integrity_check` would call a sound file damaged.
    """
    for (table,) in conn.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5%'").fetchall():
        conn.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH 'x' LIMIT 1").fetchone()


def _insert(conn: Connection, rows: Sequence[Row]) -> None:
    list_keys.put(conn, rows)
    texts = []
    for row in rows:
        facts = folded_facts(row)
        first = BETWEEN.join(initials(facts[place]) for place in _BY_INITIALS if facts[place])
        texts.append((row["id"], row["claim"], BETWEEN.join(facts), first))
    conn.executemany("INSERT INTO search_text (id, claim, folded, initials) VALUES (?, ?, ?, ?)", texts)
    conn.executemany(
        "INSERT INTO search_pairs (rowid, pairs) VALUES (?, ?)",
        [(number, _pairs(folded, first)) for number, _, folded, first in texts],
    )
    claims = [row["claim"] for row in rows]
    _keep_texts(conn, _said(conn, "c.claim IN (SELECT value FROM json_each(?))", json.dumps(claims)))
    _keep_texts(conn, _read(conn, _papers_of(conn, claims)))


def _keep_texts(conn: Connection, texts: Iterable[Held]) -> None:
    for text in texts:
        first = "" if text.kind == PAPER else initials(unmarked(text.folded))
        done = conn.execute(
            "INSERT OR IGNORE INTO search_texts (claim, kind, source, folded, initials) VALUES (?, ?, ?, ?, ?)",
            (*text, first),
        )
        if done.rowcount == 1:
            pairs = _pairs_of_text(text.kind, text.folded, first)
            conn.execute("INSERT INTO search_text_pairs (rowid, pairs) VALUES (?, ?)", (done.lastrowid, pairs))


def _forget_texts(conn: Connection, which: str, value: str) -> None:
    rows = conn.execute(f"SELECT id, kind, folded, initials FROM search_texts WHERE {which}", (value,)).fetchall()
    for number, *text in rows:
        _take_out(conn, "search_text_pairs", number, _pairs_of_text(*text))
        conn.execute("DELETE FROM search_texts WHERE id = ?", (number,))


def _take_out(conn: Connection, table: str, number: int, pairs: str) -> None:
    """The index holds no text to look up: what is taken out of it is named (`content=''`, `secure-delete`)."""
    conn.execute(f"INSERT INTO {table} ({table}, rowid, pairs) VALUES ('delete', ?, ?)", (number, pairs))


# --- what entries say -----------------------------------------------------------------------------------------------


def _said(conn: Connection, which: str, value: str) -> Iterator[Held]:
    """The notes and reasons of entries about one claim, or about claims a meeting named; not of a query over many."""
    from reviewer.rules.acts import act_named

    rows = conn.execute(
        "SELECT c.claim, j.uid, j.act, j.body, j.subject FROM journal_claims c JOIN journal j ON j.uid = c.uid "
        f"WHERE {which} AND (j.subject = c.claim OR j.subject GLOB 'meeting:*' OR j.act = 'judge_twin') "
        "ORDER BY c.claim, j.uid",
        (value,),
    ).fetchall()
    for row in rows:
        act = act_named(row["act"])
        if not act.edits or act.name in _NO_WORDS:
            continue
        texts, codes = _words_of(act.body, json.loads(row["body"]))
        words = [kept[0] for digest in texts if (kept := _text(conn, digest)) is not None]
        folded = BETWEEN.join(filter(None, (folded_text(word.split()) for word in words)))
        folded += "".join(map(marked, dict.fromkeys(codes)))
        if folded:
            yield Held(row["claim"], NOTE if act.name in _NOTING else REASON, row["uid"], folded)


def _text(conn: Connection, digest: str) -> Any:
    return conn.execute("SELECT text FROM texts WHERE digest = ?", (digest,)).fetchone()


def _words_of(fields: "Mapping[str, Field]", body: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The digests of the free texts of a body, and the codes of the reasons it gives."""
    texts: list[str] = []
    codes: list[str] = []

    def walk(name: str, shape: Any, value: Any) -> None:
        if isinstance(shape, Mapping):
            for inner, field in shape.items():
                if inner in value:
                    walk(inner, field, value[inner])
        elif shape.kind == "text" and not shape.whole:
            texts.append(value)
        elif shape.kind == "word" and name in _CODED:
            codes.append(value)
        elif shape.kind == "record":
            walk(name, shape.inside, value)
        elif shape.kind == "list" and (name in _CODED or isinstance(shape.inside, Mapping)):
            for one in value:
                walk(name, shape.inside, one)

    walk("", fields, body)
    return list(filter(None, texts)), list(filter(None, codes))


# --- what papers say ------------------------------------------------------------------------------------------------


def _papers_of(conn: Connection, claims: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The papers each of these claims holds now: those it came with, or what its standing names."""
    rows = conn.execute(
        "SELECT c.claim, p.document FROM claims c JOIN papers p ON p.claim = c.claim AND p.relation = 'NEW' "
        "WHERE c.state = '' AND c.claim IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT c.claim, json_extract(p.value, '$.document') FROM claims c, json_each(c.state, '$.papers') p "
        "WHERE c.state <> '' AND c.claim IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT c.claim, p.value FROM claims c, json_each(c.state, '$.late_papers') p "
        "WHERE c.state <> '' AND c.claim IN (SELECT value FROM json_each(?1)) ORDER BY 1, 2",
        (json.dumps(list(claims)),),
    )
    found: dict[str, tuple[str, ...]] = {}
    for claim, document in rows:
        found[claim] = (*found.get(claim, ()), document)
    return found


def _may_hold(conn: Connection, document: str) -> list[str]:
    """The claims that may hold a paper: it came with them, was taken to them, or is a masked copy of one of theirs."""
    rows = conn.execute(
        "SELECT claim FROM papers WHERE document = ?1 AND claim <> '' UNION "
        "SELECT c.value FROM tombstones t JOIN journal j ON j.uid = t.entry, json_each(j.body, '$.claims') c "
        "WHERE j.act = 'replace_by_masked_copy' AND json_extract(j.body, '$.masked') = ?1",
        (document,),
    )
    found = {str(row[0]) for row in rows}
    if conn.execute("SELECT 1 FROM papers WHERE document = ? AND claim = ''", (document,)).fetchone() is not None:
        found |= {
            str(row[0])
            for row in conn.execute(
                "SELECT j.subject FROM journal j, json_each(j.body, '$.papers') p WHERE j.act = 'receive_papers' "
                "AND json_extract(p.value, '$.document') = ?",
                (document,),
            )
        }
    return sorted(found)


def _read(conn: Connection, papers: Mapping[str, Sequence[str]]) -> Iterator[Held]:
    """What was read in these papers, by claim; those that were not read, or hold no text, are left out."""
    for claim, documents in papers.items():
        rows = conn.execute(
            "SELECT document, content FROM paper_readings WHERE state = 'READ' "
            "AND document IN (SELECT value FROM json_each(?)) ORDER BY document",
            (json.dumps(list(documents)),),
        )
        for document, content in rows:
            folded = _folded_reading(json.loads(content))
            if folded:
                yield Held(claim, PAPER, document, folded)


def _folded_reading(plain: Mapping[str, Any]) -> str:
    """The words of each page run on without spaces; cells stay apart."""
    pages: dict[int, list[str]] = {}
    for text, page, *_ in plain["words"]:
        pages.setdefault(page, []).append(text)
    cells = (fast_fold(cell) for _, _, *row in plain["rows"] for cell in row)
    whole = BETWEEN.join(filter(None, [*map(folded_text, pages.values()), *cells]))
    return whole[:_LONGEST_PAPER]

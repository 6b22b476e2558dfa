"""Destruction in the case file: what exactly goes for which claims, and making it go, rows and bytes (파기)."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence

from reviewer.casefile import erasure, fingerprints, readings, saved_lists, search_index
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry, entry_of
from reviewer.casefile.paper_names import gone, gone_path, paper_lines, ranks_of
from reviewer.casefile.standing import plan_in_force, read_case, read_claim, read_claims, shown_facts
from reviewer.rules.acts import act_named, claims_of
from reviewer.rules.acts.destroying import CONFIRMING, PROPOSING
from reviewer.rules.acts.shape import Refusals, Scene, replace_texts
from reviewer.rules.destruction import may_go
from reviewer.rules.plain import canonical
from reviewer.rules.problem import Problem

ACCOUNT = ("bank", "account", "account_holder")
PERSONAL = (
    "trade_name", "representative", "latin_name", "brn", "corporate_number", "address", "phone", "email", "story",
    "assisted_by", "litigation", *ACCOUNT,
)  # fmt: skip
"""The columns of a row that tell who somebody is; `extra` goes with them."""


@dataclasses.dataclass(frozen=True)
class Doomed:
    """What goes: papers and clippings by SHA-256, texts by digest, rows as delivery and row with their digest."""

    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    papers: tuple[str, ...] = ()
    clippings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, int, str], ...] = ()
    shared: tuple[str, ...] = ()
    """Papers that stay, because a claim that is not destroyed holds them too."""
    letters: tuple[str, ...] = ()
    """The files of letters, which say who somebody is and what was written, by the SHA-256 of the register."""

    @property
    def sum(self) -> str:
        """One SHA-256 over all of it, so that what is confirmed is what was proposed."""
        parts = [self.scopes, self.claims, self.papers, self.clippings, self.texts, [row[2] for row in self.rows]]
        parts += [self.letters] if self.letters else []
        return hashlib.sha256(canonical([list(part) for part in parts])).hexdigest()

    @property
    def body(self) -> dict[str, object]:
        """The body of the entry that proposes it."""
        return {
            "scopes": list(self.scopes), "claims": list(self.claims), "papers": len(self.papers),
            "texts": len(self.texts), "rows": len(self.rows), "sum": self.sum,
        }  # fmt: skip


def over(conn: Connection, scopes: Sequence[str], today: dt.date) -> list[str]:
    """The claims of which all these parts may go today, by number."""
    case, settings = read_case(conn), plan_in_force(conn).settings
    where = "" if case.closing.sealed else "WHERE state <> ''"
    numbers = [str(row[0]) for row in conn.execute(f"SELECT claim FROM claims {where} ORDER BY claim")]
    return [
        number
        for number, claim in read_claims(conn, numbers).items()
        if all(may_go(claim, scope, settings, case.closing, today) for scope in scopes)
    ]


def doomed(conn: Connection, scopes: Sequence[str], claims: Sequence[str]) -> Doomed:
    """What goes of these claims; what is gone already is left out."""
    listed, erased = tuple(sorted(claims)), erasure.erased(conn)
    papers: list[str] = []
    shared: list[str] = []
    clippings: list[str] = []
    if "PAPERS" in scopes:
        for document in sorted(_papers_of(conn, listed) - erased):
            holders = set(erasure.claims_holding(conn, document)) | _named_by(conn, document)
            (papers if holders <= set(listed) else shared).append(document)
        clippings = sorted(_clippings_of(conn, listed) - erased - _clippings_of(conn, listed, others=True))
    texts = sorted(_texts_of(conn, listed, all_of_them="TEXTS" in scopes, accounts="ACCOUNTS" in scopes) - erased)
    rows: list[tuple[str, int, str]] = []
    if {"FACTS", "ACCOUNTS"} & set(scopes):
        columns = PERSONAL if "FACTS" in scopes else ACCOUNT
        rows = [row for row in _rows_of(conn, listed) if _holds(conn, row, columns)]
    letters = sorted(_letters_of(conn, listed) - erased) if {"FACTS", "TEXTS"} & set(scopes) else []
    return Doomed(
        tuple(scopes), listed, tuple(papers), tuple(clippings), tuple(texts), tuple(rows), tuple(shared),
        tuple(letters),
    )  # fmt: skip


def _papers_of(conn: Connection, claims: Sequence[str]) -> set[str]:
    asked = json.dumps(list(claims))
    found = conn.execute("SELECT document FROM papers WHERE claim IN (SELECT value FROM json_each(?))", (asked,))
    named = {str(row[0]) for row in found}
    found = conn.execute(
        "SELECT json_extract(p.value, '$.document') FROM journal j, json_each(j.body, '$.papers') p "
        "WHERE j.act = 'receive_papers' AND j.subject IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    named |= {str(row[0]) for row in found}
    found = conn.execute(
        "SELECT json_extract(j.body, '$.masked') FROM journal j WHERE j.act = 'replace_by_masked_copy' AND EXISTS "
        "(SELECT 1 FROM json_each(j.body, '$.claims') c WHERE c.value IN (SELECT value FROM json_each(?)))",
        (asked,),
    )
    return named | {str(row[0]) for row in found}


def _named_by(conn: Connection, document: str) -> set[str]:
    """The claims with which a paper came, also where it waits for a person."""
    rows = conn.execute("SELECT claim FROM papers WHERE document = ? AND claim <> ''", (document,))
    return {str(row[0]) for row in rows}


def _clippings_of(conn: Connection, claims: Sequence[str], *, others: bool = False) -> set[str]:
    which = "NOT IN" if others else "IN"
    rows = conn.execute(
        "SELECT json_extract(body, '$.clipping') FROM journal WHERE act = 'bind_fact' "
        f"AND json_extract(body, '$.clipping') IS NOT NULL AND subject {which} (SELECT value FROM json_each(?))",
        (json.dumps(list(claims)),),
    )
    return {str(row[0]) for row in rows}


def _texts_of(conn: Connection, claims: Sequence[str], *, all_of_them: bool, accounts: bool) -> set[str]:
    """The digests of what people wrote about these claims and no other that keeps its texts."""
    if not all_of_them and not accounts:
        return set()
    only = "" if all_of_them else "AND act = 'fix_account'"
    rows = conn.execute(
        f"SELECT * FROM journal WHERE subject IN (SELECT value FROM json_each(?)) {only}", (json.dumps(list(claims)),)
    )
    entries = [entry_of(row) for row in rows]
    if all_of_them:
        entries += _over_many(conn, claims)
    found: set[str] = set()
    for entry in entries:

        def keep(digest: str) -> str:
            found.add(digest)
            return digest

        replace_texts(act_named(entry.act).body, entry.body, keep)
    return found - {""}


def _over_many(conn: Connection, claims: Sequence[str]) -> list[Entry]:
    """Entries over several claims none of which keeps its texts, such as a route by query, and what was said of one."""
    asked, found = json.dumps(list(claims)), []
    for row in conn.execute(
        "SELECT * FROM journal WHERE subject NOT IN (SELECT value FROM json_each(?1)) AND "
        "(uid IN (SELECT uid FROM journal_claims WHERE claim IN (SELECT value FROM json_each(?1))) "
        "OR act = 'record_statement' AND json_extract(body, '$.item') IN (SELECT value FROM json_each(?1)))",
        (asked,),
    ):
        entry = entry_of(row)
        others = set(claims_of(act_named(entry.act), entry.subject, entry.body)) - set(claims)
        if not others or others <= _without_texts(conn, others):
            found.append(entry)
    return found


def _letters_of(conn: Connection, claims: Sequence[str]) -> set[str]:
    rows = conn.execute(
        "SELECT sha256 FROM letters WHERE claim IN (SELECT value FROM json_each(?))", (json.dumps(list(claims)),)
    )
    return {str(row[0]) for row in rows}


def _without_texts(conn: Connection, claims: Iterable[str]) -> set[str]:
    """Those of these claims whose texts were destroyed before."""
    rows = conn.execute(
        "SELECT c.claim FROM claims c, json_each(c.state, '$.destroyed') d WHERE c.state <> '' AND d.value = 'TEXTS' "
        "AND c.claim IN (SELECT value FROM json_each(?))",
        (json.dumps(list(claims)),),
    )
    return {str(row[0]) for row in rows}


def _rows_of(conn: Connection, claims: Sequence[str]) -> list[tuple[str, int, str]]:
    rows = conn.execute(
        "SELECT delivery, row, digest FROM fact_rows WHERE claim IN (SELECT value FROM json_each(?1)) "
        "OR other IN (SELECT value FROM json_each(?1)) ORDER BY delivery, row",
        (json.dumps(list(claims)),),
    )
    return [(str(row[0]), int(row[1]), str(row[2])) for row in rows]


def _holds(conn: Connection, row: tuple[str, int, str], columns: Sequence[str]) -> bool:
    filled = " OR ".join(f"{name} <> ''" for name in columns)
    found = conn.execute(f"SELECT 1 FROM fact_rows WHERE delivery = ? AND row = ? AND ({filled})", row[:2])
    return found.fetchone() is not None


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """What is proposed, and what is confirmed, is what stands there now."""
    found = doomed(conn, scene.body["scopes"], scene.body["claims"])
    if {name: scene.body[name] for name in found.body} != found.body:
        yield Problem("ActNotAllowed", act=scene.act, why="destruction_differs")


def mark(conn: Connection, scene: Scene) -> None:
    """In the transaction of the confirming entry: leave tombstones, and take away what the case file itself keeps."""
    found = doomed(conn, scene.body["scopes"], scene.body["claims"])
    marked = [*found.papers, *found.clippings, *found.texts, *found.letters, *(row[2] for row in found.rows)]
    conn.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", [(one, scene.uid) for one in marked])
    conn.executemany("DELETE FROM texts WHERE digest = ?", [(one,) for one in found.texts])
    if found.texts:
        search_index.entries_forgotten(conn, found.claims)
    _forget(conn, found.papers)
    columns = PERSONAL if "FACTS" in found.scopes else ACCOUNT
    blank = ", ".join([*(f"{name} = ''" for name in columns), *(["extra = '{}'"] if "FACTS" in found.scopes else [])])
    conn.executemany(f"UPDATE fact_rows SET {blank} WHERE delivery = ? AND row = ?", [row[:2] for row in found.rows])
    if "FACTS" in found.scopes:
        deliveries = {(row[0],) for row in found.rows}
        conn.executemany("DELETE FROM refused_rows WHERE delivery = ?", sorted(deliveries))
    for table in ("desk_drafts", "desk_known"):
        conn.executemany(f"DELETE FROM {table} WHERE claim = ?", [(number,) for number in found.claims])
    if "TEXTS" in found.scopes:
        conn.execute("DELETE FROM desk_drafts WHERE form LIKE 'query:%' AND json_extract(content, '$.words') <> ''")
    saved_lists.forget_persons(conn)
    if found.rows:
        _show_again(conn, found.claims)


def _forget(conn: Connection, documents: Sequence[str]) -> None:
    """Everything kept of papers but their SHA-256: their names, what was read in them, where somebody looked."""
    for document in documents:
        readings.forget(conn, document)
        fingerprints.forget(conn, document)
        for table in ("desk_views", "desk_pages"):
            conn.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    named: dict[str, set[str]] = {}
    for delivery, path in conn.execute(
        "SELECT delivery, path FROM papers WHERE document IN (SELECT value FROM json_each(?))",
        (json.dumps(list(documents)),),
    ):
        named.setdefault(delivery, set()).add(path)
    for delivery, paths in named.items():
        ranks = ranks_of(conn, delivery)
        renamed = [
            (gone_path(place, ranks[path], digest), delivery, path)
            for place, (path, digest) in enumerate(paper_lines(conn, delivery))
            if path in paths and gone(path) is None
        ]
        conn.executemany("UPDATE papers SET path = ? WHERE delivery = ? AND path = ?", renamed)


def _show_again(conn: Connection, claims: Iterable[str]) -> None:
    """The list and the index show what the rows hold now."""
    numbers = list(claims)
    for number in numbers:
        shown = shown_facts(conn, read_claim(conn, number))
        places = ", ".join(f"{name} = ?" for name in shown)
        conn.execute(f"UPDATE claims SET {places} WHERE claim = ?", (*shown.values(), number))
    search_index.refresh(conn, numbers)


def destroyed_by(conn: Connection, entry: str) -> set[str]:
    """Everything that this confirmed destruction may have left a tombstone for."""
    row = conn.execute("SELECT * FROM journal WHERE uid = ? AND act = ?", (entry, CONFIRMING)).fetchone()
    if row is None:
        return set()
    claims = entry_of(row).body["claims"]
    texts = _texts_of(conn, claims, all_of_them=True, accounts=True)
    rows = {one[2] for one in _rows_of(conn, claims)}
    return _papers_of(conn, claims) | _clippings_of(conn, claims) | texts | rows | _letters_of(conn, claims)


def entry_with(conn: Connection, uid: str) -> Entry:
    """The entry of a proposal or of a destruction."""
    return entry_of(conn.execute("SELECT * FROM journal WHERE uid = ?", (uid,)).fetchone())


def finish(case_file: CaseFile) -> None:
    """Overwrite the papers and shorten the logs of SQLite, which hold older pages. Raises ErasureUnfinished."""
    erasure.finish(case_file)
    if case_file.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise Problem("ErasureUnfinished", file=str(case_file.path))


__all__ = ["CONFIRMING", "PROPOSING", "Doomed", "destroyed_by", "doomed", "entry_with", "finish", "mark", "over"]

"""Adds the whole journal up again, to prove that the derived tables say what the entries say."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby

from reviewer.casefile import search_index
from reviewer.casefile.engine import Connection, in_memory
from reviewer.casefile.entry import Entry, entry_of, in_order
from reviewer.casefile.history import OF_A_CLAIM, History
from reviewer.casefile.list_row import COLUMNS, FACT_COLUMNS, Value, facts_shown, standing_columns
from reviewer.casefile.standing import (
    base_rows,
    insert_row,
    shown_facts,
    write_case,
    write_decisions,
    write_letters,
)
from reviewer.rules.acts import ACTS, act_named, claims_of
from reviewer.rules.claim import Claim
from reviewer.rules.folding import Fault, fold
from reviewer.rules.plain import record_json

DERIVED_ORDER = {
    "case_standing": "only",
    "heads": "subject, hash",
    "journal_claims": "claim, uid",
    "claims": "claim",
    "decisions": "claim, seq",
    "letters": "letter_no, lang",
}
"""Every derived table with its key; `claims.id` is a handle of this file and no part of what is compared."""


def go_on() -> None:
    """The tick of work that nobody stops."""


def rebuild(conn: Connection, tick: Callable[[], None] = go_on) -> None:
    """Make the derived tables and the index anew from facts and journal; inside the caller's transaction.

    `tick` is called for every claim; what it raises ends the work.
    """
    add_up(conn, tick)
    search_index.rebuild(conn)


def add_up(conn: Connection, tick: Callable[[], None] = go_on) -> None:
    """Empty the derived tables and fill them again, without the index."""
    handles = dict(conn.execute("SELECT claim, id FROM claims").fetchall())
    for table in DERIVED_ORDER:
        conn.execute(f"DELETE FROM {table}")
    Rebuild(conn, conn, handles).run(tick)


def rebuilt_apart(conn: Connection, fault: Fault) -> Connection:
    """The derived tables as they should be, in memory; `conn` is only read. What cannot be applied goes to `fault`."""
    from reviewer.casefile.shapes import CLAIMS_SINCE_6, DERIVED, statements

    target = in_memory()
    for statement in statements(DERIVED + CLAIMS_SINCE_6):
        if not statement.startswith("CREATE INDEX"):
            target.execute(statement)
    target.execute("BEGIN")
    Rebuild(conn, target, {}, fault).run()
    target.execute("COMMIT")
    return target


def rows_of(conn: Connection, table: str) -> Iterator[tuple[Value, ...]]:
    """The rows of a derived table by its key, without handles."""
    columns = ", ".join(COLUMNS) if table == "claims" else "*"
    for row in conn.execute(f"SELECT {columns} FROM {table} ORDER BY {DERIVED_ORDER[table]}"):
        yield tuple(row)


def dump_derived(conn: Connection) -> bytes:
    """Every derived table, ordered by its key, as bytes: equal bytes are an equal standing."""
    lines = []
    for table in DERIVED_ORDER:
        lines += [json.dumps([table, *row], ensure_ascii=False, separators=(",", ":")) for row in rows_of(conn, table)]
    return "\n".join(lines).encode("utf-8")


class Rebuild:
    """One run over facts and journal, claim by claim, from `source` into the derived tables of `target`."""

    def __init__(
        self, source: Connection, target: Connection, handles: dict[str, int], fault: Fault | None = None
    ) -> None:
        self.source = source
        self.target = target
        self.handles = handles
        self.fault = fault
        self.history = History(source, fault)
        self.single: list[Entry] = []
        self.listing: dict[str, list[Entry]] = {}
        for entry in self.history.entries:
            for number in claims_of(act_named(entry.act), entry.subject, entry.body):
                self.listing.setdefault(number, []).append(entry)
        two = json.dumps(sorted(name for name, act in ACTS.items() if act.also))
        for row in source.execute("SELECT * FROM journal WHERE act IN (SELECT value FROM json_each(?))", (two,)):
            entry = entry_of(row)
            for number in claims_of(act_named(entry.act), entry.subject, entry.body)[1:]:
                self.listing.setdefault(number, []).append(entry)

    def run(self, tick: Callable[[], None] = go_on) -> None:
        """Fill every derived table."""
        touched = self._entries_by_claim()
        waiting = next(touched, None)
        for row, base in base_rows(self.source):
            tick()
            number = str(row[0])
            while waiting is not None and waiting[0] < number:  # entries about a claim that no delivery brought
                waiting = next(touched, None)
            own: list[Entry] = []
            if waiting is not None and waiting[0] == number:
                own = waiting[1]
                waiting = next(touched, None)
            self._claim(row, base, own)
        for entry in self.history.heads:
            self._head("case", entry)
        for row in self.source.execute("SELECT * FROM journal WHERE subject GLOB 'delivery:*'"):
            self._head(row["subject"], entry_of(row))
        if self.history.entries:
            write_case(self.target, self.history.final(self.single))

    def _entries_by_claim(self) -> Iterator[tuple[str, list[Entry]]]:
        """The entries whose subject is one claim, by claim number."""
        rows = self.source.execute(f"SELECT * FROM journal WHERE {OF_A_CLAIM} ORDER BY subject")
        for number, group in groupby(rows, key=lambda row: str(row["subject"])):
            yield number, [entry_of(row) for row in group]

    def _claim(self, row: tuple[Value, ...], base: Claim | None, own: list[Entry]) -> None:
        number = str(row[0])
        about = own + self.listing.get(number, [])
        for entry in about:
            self.target.execute("INSERT INTO journal_claims VALUES (?, ?)", (number, entry.uid))
        deciding = in_order([entry for entry in about if act_named(entry.act).deciding])
        if not deciding:
            insert_row(self.target, row, self.handles.get(number))
            return
        self.single += [entry for entry in own if act_named(entry.act).on_case is not None]
        scenes = [self.history.scene(entry) for entry in deciding]
        after = fold(base or self.history.base(number), scenes, self.fault)
        facts = dict(zip(FACT_COLUMNS, row[1:], strict=False))
        shown = shown_facts(self.source, after) if after.links else facts_shown(facts, after, {})
        columns = {"claim": number, **shown, **standing_columns(after)}
        columns |= {"changed_at": deciding[-1].made_at, "state": record_json(after)}
        insert_row(self.target, tuple(columns[name] for name in COLUMNS), self.handles.get(number))
        write_decisions(self.source, self.target, after)
        write_letters(self.target, after)
        seen = {name for entry in deciding for name in entry.saw}
        for entry in deciding:
            if entry.hash not in seen:
                self._head(number, entry)

    def _head(self, subject: str, entry: Entry) -> None:
        self.target.execute("INSERT INTO heads VALUES (?, ?, ?)", (subject, entry.hash, entry.uid))

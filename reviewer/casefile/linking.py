"""What a new row has to do with what is already known: nothing, the same again, a change, or a known report."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.casefile.intake_rows import (
    EMPTY_FACTS,
    FACT_FIELDS,
    PLACE,
    FactRow,
    RefusedCell,
    content_key,
)
from reviewer.rules.korean import fold

NEW, REPEATED, CHANGE = "NEW", "REPEATED", "CHANGE"


class LinkedRow(NamedTuple):
    """A row as it is stored: with its relation, and the known claim it seems to belong to and how that was found.

    NEW rows become claims; where `other` is named, a person still says whether the two belong together. CHANGE rows
    carry a known number and wait for a person; REPEATED rows say nothing new.
    """

    row: FactRow
    relation: str
    other: str = ""
    matched_by: str = ""  # claim, report_number, brn or phone_name


class Linker:
    """Links the rows of one delivery, batch by batch, to earlier deliveries and to rows before them in their own.

    By claim number, else report number, else registration number, else phone and name (domain.md section 7).
    """

    def __init__(self, conn: Connection, delivery: str) -> None:
        """Look at what is there; deliveries that were begun and never finished are no part of it."""
        self._conn, self._delivery = conn, delivery
        found = conn.execute(
            "SELECT delivery, EXISTS (SELECT 1 FROM journal WHERE subject = 'delivery:' || delivery) FROM deliveries"
        ).fetchall()
        self._earlier = [name for name, finished in found if finished and name != delivery]
        self._visible = json.dumps([*self._earlier, delivery])
        self._made: dict[bytes, str] | None = None

    def link(self, rows: Sequence[FactRow]) -> tuple[list[LinkedRow], list[RefusedCell]]:
        """The rows with their relations, and those refused because their number stands twice in the delivery."""
        numbered = self._by_number([row.claim for row in rows if not row.is_made])
        matches = self._matches([row for row in rows if row.is_made or row.claim not in numbered])
        linked: list[LinkedRow] = []
        refused: list[RefusedCell] = []
        for row in rows:
            found = self._link_one(row, numbered, matches)
            if isinstance(found, RefusedCell):
                refused.append(found)
            else:
                linked.append(found)
        return linked, refused

    def _link_one(
        self, row: FactRow, numbered: dict[str, "_Known"], matches: Mapping[int, tuple[str, str]]
    ) -> LinkedRow | RefusedCell:
        if row.is_made:
            return self._link_made(row, matches)
        said = content_key(row.facts)
        by_report = row.claim == row.facts[_REPORT]
        known = numbered.get(row.claim)
        if known is None and row.row in matches:
            other, by = matches[row.row]
            if not by_report or by != "report_number":
                numbered[row.claim] = _Known(self._delivery, {said})
                return LinkedRow(row, NEW, other, by)
            row = row._replace(claim=other)  # the report became a claim with a number of its own
            known = self._by_number([other])[other]
            numbered[other] = known
        if known is None:
            numbered[row.claim] = _Known(self._delivery, {said})
            return LinkedRow(row, NEW)
        by = "report_number" if by_report else "claim"
        if said in known.contents:
            return _repeated(row, row.claim, by)
        if known.delivery == self._delivery:
            return RefusedCell(row.row, "duplicate_number", "report_number" if by_report else "claim", row.claim)
        known.contents.add(said)
        known.delivery = self._delivery
        return LinkedRow(row, CHANGE, row.claim, by)

    def _link_made(self, row: FactRow, matches: Mapping[int, tuple[str, str]]) -> LinkedRow:
        if self._made is None:
            self._made = self._contents_of_made()
        key = content_key(row.facts)
        if key in self._made:
            return _repeated(row, self._made[key], "claim")
        self._made[key] = row.claim
        if row.row in matches:
            return LinkedRow(row, NEW, *matches[row.row])
        return LinkedRow(row, NEW)

    def _contents_of_made(self) -> dict[bytes, str]:
        """What every row says so far, so that a row without a number is recognised when it comes again."""
        rows = self._conn.execute(
            f"SELECT claim, {_COLUMNS} FROM fact_rows "
            "WHERE relation = 'NEW' AND delivery IN (SELECT value FROM json_each(?))",
            (self._visible,),
        )
        return {content_key(tuple(row)[1:]): row[0] for row in rows}

    def _by_number(self, numbers: Iterable[str]) -> dict[str, "_Known"]:
        wanted = json.dumps(list(numbers), ensure_ascii=False)
        rows = self._conn.execute(
            f"SELECT claim, delivery, {_COLUMNS} FROM fact_rows "
            "WHERE claim IN (SELECT value FROM json_each(?)) AND relation <> 'REPEATED' "
            "AND delivery IN (SELECT value FROM json_each(?))",
            (wanted, self._visible),
        )
        found: dict[str, _Known] = {}
        for row in rows:
            known = found.setdefault(row[0], _Known("", set()))
            known.contents.add(content_key(tuple(row)[2:]))
            if known.delivery != self._delivery:
                known.delivery = row[1]
        return found

    def _matches(self, rows: Sequence[FactRow]) -> dict[int, tuple[str, str]]:
        """By row number the claim of an earlier delivery that the row seems to belong to, and by what."""
        if not self._earlier or not rows:
            return {}
        found = self._phone_matches(rows)
        for field in ("brn", "report_number"):  # the surer one last, so that it stays
            known = self._claims_by(field, {str(row.facts[PLACE[field]]) for row in rows} - {""})
            for row in rows:
                if (claim := known.get(str(row.facts[PLACE[field]]))) is not None:
                    found[row.row] = (claim, field)
        return found

    def _claims_by(self, field: str, values: set[str]) -> dict[str, str]:
        rows = self._conn.execute(
            f"SELECT {field}, min(claim) FROM fact_rows WHERE {field} <> '' "
            f"AND {field} IN (SELECT value FROM json_each(?)) AND relation = 'NEW' "
            f"AND delivery IN (SELECT value FROM json_each(?)) GROUP BY {field}",
            (json.dumps(sorted(values), ensure_ascii=False), json.dumps(self._earlier)),
        )
        return {row[0]: row[1] for row in rows}

    def _phone_matches(self, rows: Sequence[FactRow]) -> dict[int, tuple[str, str]]:
        phones = {str(row.facts[_PHONE]) for row in rows} - {""}
        if not phones:
            return {}
        known: dict[tuple[str, str], str] = {}
        for found in self._conn.execute(
            "SELECT phone, representative, trade_name, claim FROM fact_rows WHERE phone <> '' "
            "AND phone IN (SELECT value FROM json_each(?)) AND relation = 'NEW' "
            "AND delivery IN (SELECT value FROM json_each(?)) ORDER BY claim DESC",
            (json.dumps(sorted(phones), ensure_ascii=False), json.dumps(self._earlier)),
        ):
            for name in (found["representative"], found["trade_name"]):
                if name:
                    known[found["phone"], fold(name)] = found["claim"]
        matches = {}
        for row in rows:
            for name in (row.facts[_NAME], row.facts[_TRADE]):
                claim = known.get((str(row.facts[_PHONE]), fold(str(name)))) if name else None
                if claim is not None:
                    matches[row.row] = (claim, "phone_name")
        return matches


class _Known:
    """What is known under one number: the delivery that brought it last as a claim, and what it said."""

    __slots__ = ("contents", "delivery")

    def __init__(self, delivery: str, contents: set[bytes]) -> None:
        self.delivery, self.contents = delivery, contents


def _repeated(row: FactRow, claim: str, by: str) -> LinkedRow:
    """A row that says nothing new is kept without its facts."""
    return LinkedRow(row._replace(claim=claim, route="", marks=(), facts=EMPTY_FACTS), REPEATED, claim, by)


_COLUMNS = ", ".join(FACT_FIELDS)
_REPORT, _PHONE, _NAME, _TRADE = (PLACE[field] for field in ("report_number", "phone", "representative", "trade_name"))

"""Which field of a claim a search matched, with the words around the find; personal data in it stays masked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.casefile import conditions
from reviewer.casefile.claims import Filter, query_of
from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.search import Asked, Query, number_in
from reviewer.casefile.search_index import BY_INITIALS, FACTS, NOTE, PAPER, REASON, marked, unmarked
from reviewer.casefile.standing import kept_text
from reviewer.casefile.withheld import Source, readable
from reviewer.rules.acts import act_named
from reviewer.rules.acts.shape import replace_texts
from reviewer.rules.korean import initials
from reviewer.rules.privacy import mask_name, mask_patterns
from reviewer.rules.searching import BETWEEN, LEAST_IN_PAPERS, Term, around, as_found, fast_fold, parts_around

FIELDS = (*FACTS, "notes", "reasons", "papers")
"""The fields that are searched, in the order in which a match is told."""
PERSONAL = frozenset({"representative", "brn", "phone", "address"})
"""Fields that say who somebody is: a search by them is owed to the claimants as an access (domain.md 6)."""
_TOLD = 20  # claims that an access entry names; it counts the others
_FIELD = {NOTE: "notes", REASON: "reasons", PAPER: "papers"}
_REACH, _MOST = 80, 20
"""Letters around a find that are looked at for what must be masked, more than any such number and its label have; and
so many finds of a text at most."""
_LONGEST_PAPER = 400_000  # characters of a reading beyond which no words are shown around the find


class Match(NamedTuple):
    """One field in which a word was found: the words, and codes of the plan (services, reasons, the kind of paper)."""

    field: str
    words: str = ""
    codes: tuple[str, ...] = ()


def matches(conn: Connection, ids: Sequence[int], query: Query, *, masked: bool = True) -> dict[int, tuple[Match, ...]]:
    """For each of these claims, by id, where the words of a query were found, in the order of FIELDS."""
    rows = conn.execute(
        f"SELECT s.id, s.folded, {', '.join(f'c.{name}' for name in FACTS)} FROM json_each(?) w "
        "JOIN search_text s ON s.id = w.value JOIN claims c ON c.id = s.id",
        (json.dumps(list(ids)),),
    )
    found = {}
    texts = _Texts(conn, ids, query)
    for row in rows:
        told: list[Match] = []
        for asked in query.asked:
            told += [one for one in _matches(conn, row, asked, texts, masked) if not _is_told(one, asked, told)]
        if not told and (number := number_in(query)):  # by a report that came later
            told = [Match("report_number", number)]
        found[row["id"]] = tuple(sorted(told, key=lambda one: FIELDS.index(one.field)))
    return found


def access_of(conn: Connection, wanted: Filter, ids: Sequence[int]) -> dict[str, object] | None:
    """The body of the access entry for a search that found these claims; None where it asked for nobody's data.

    The words stay out of it: they are personal data themselves, and the journal forgets nothing.
    """
    first, fields = list(ids[:_TOLD]), PERSONAL & wanted.columns.keys()
    if _finds_a_person(conn, wanted, first):
        fields |= {"representative"}
    if wanted.words.strip():
        told = matches(conn, first, query_of(conn, wanted)).values()
        fields |= PERSONAL & {one.field for found in told for one in found}
    if not fields or not first:
        return None
    rows = conn.execute(
        "SELECT c.claim FROM json_each(?) w JOIN claims c ON c.id = w.value ORDER BY w.key", (json.dumps(first),)
    )
    return {"fields": sorted(fields), "count": len(ids), "found": [claim for (claim,) in rows]}


def _finds_a_person(conn: Connection, wanted: Filter, ids: Sequence[int]) -> bool:
    """Whether a condition on the name, which looks at the representative too, found one of these claims by theirs."""
    condition = wanted.columns.get("trade_name", "")
    if not condition or not conditions.asks_for_names(condition):
        return False
    where, values = conditions.as_sql("representative", condition, composing=wanted.composed == "trade_name")
    rows = conn.execute(
        f"SELECT 1 FROM claims WHERE id IN (SELECT value FROM json_each(?)) AND {where} LIMIT 1",
        (json.dumps(list(ids)), *values),
    )
    return rows.fetchone() is not None


def _is_told(match: Match, asked: Asked, told: Sequence[Match]) -> bool:
    """Whether the words around another find in the same field show this one too."""
    term = asked.term
    shown = (fast_fold(one.words) for one in told if one.field == match.field)
    return any(term.is_in(initials(words) if term.in_initials else words) for words in shown)


class _Texts:
    """Notes, reasons and papers of the claims looked at, as far as they may be read; fetched once, if at all."""

    def __init__(self, conn: Connection, ids: Sequence[int], query: Query) -> None:
        self._conn, self._ids, self._query = conn, ids, query
        self._held: dict[str, list[Row]] | None = None

    def of(self, claim: str) -> Sequence[Row]:
        if not self._query.texts:
            return ()
        if self._held is None:
            self._held = self._fetched()
        return self._held.get(claim, ())

    def _fetched(self) -> dict[str, list[Row]]:
        rows = self._conn.execute(
            "SELECT t.claim, t.kind, t.source, t.folded, t.initials FROM json_each(?) w "
            "JOIN search_text s ON s.id = w.value JOIN search_texts t ON t.claim = s.claim "
            "ORDER BY t.claim, t.kind, t.source DESC",
            (json.dumps(list(self._ids)),),
        ).fetchall()
        may = set(readable(self._conn, [Source(row["claim"], row["source"]) for row in rows], self._query.person))
        held: dict[str, list[Row]] = {}
        for row in rows:
            if Source(row["claim"], row["source"]) in may:
                held.setdefault(row["claim"], []).append(row)
        return held


def _matches(conn: Connection, row: Row, asked: Asked, texts: _Texts, masked: bool) -> list[Match]:
    """Where one word stands: in the facts, else in notes, reasons and papers."""
    return list(_in_facts(row, asked)) or list(_in_texts(conn, row, asked, texts, masked))


def _in_facts(row: Row, asked: Asked) -> Iterator[Match]:
    term, values = asked.term, row["folded"].split(BETWEEN)
    for name, value in zip(FACTS[:-1], values, strict=False):
        if term.in_initials and name not in BY_INITIALS:
            continue
        is_form = name == "trade_name" and any(way in row[name] for way in term.ways)
        if is_form or term.is_in(initials(value) if term.in_initials else value):
            yield Match(name, as_found(term, row[name]))
    if services := tuple(code for code in sorted(asked.services) if marked(code) in values[-1]):
        yield Match(FACTS[-1], term.typed, services)


def _in_texts(conn: Connection, row: Row, asked: Asked, texts: _Texts, masked: bool) -> Iterator[Match]:
    """One find of each kind; the latest note and reason."""
    told, term = set(), asked.term
    for text in texts.of(row["claim"]):
        kind, source = text["kind"], text["source"]
        codes = tuple(code for code in sorted(asked.reasons) if marked(code) in text["folded"])
        if kind in told or not (codes or _holds(text, term)):
            continue
        told.add(kind)
        if kind == PAPER:
            words, codes = _paper_words(conn, source), (_kind_of(conn, row["claim"], source),)
        else:
            words = _entry_words(conn, source)
        yield Match(_FIELD[kind], _snippet(term, words, row["representative"], masked), codes)


def _holds(text: Row, term: Term) -> bool:
    if not term.in_initials:
        return term.is_in(unmarked(text["folded"]))
    if text["kind"] != PAPER:
        return term.is_in(text["initials"])
    return len(term.text) >= LEAST_IN_PAPERS and term.is_in_syllables(text["folded"])


def _snippet(term: Term, texts: Sequence[str], representative: str, masked: bool) -> str:
    """The words around the find; the find alone where they would tell more than a list does."""
    for text in texts:
        for part in parts_around(term, text, _REACH, _MOST) if masked else (text,):
            shown = around(term, _masked(part, representative) if masked else part)
            if shown:
                return shown
    return next((as_found(term, text) for text in texts if around(term, text)), "")


def _masked(text: str, representative: str) -> str:
    if len(representative) > 1:
        text = text.replace(representative, mask_name(representative))
    return mask_patterns(text)


def _entry_words(conn: Connection, uid: str) -> list[str]:
    entry = conn.execute("SELECT act, body FROM journal WHERE uid = ?", (uid,)).fetchone()
    found: list[str] = []

    def keep(digest: str) -> str:
        found.append(kept_text(conn, digest))
        return digest

    replace_texts(act_named(entry["act"]).body, json.loads(entry["body"]), keep)
    return found


def _paper_words(conn: Connection, document: str) -> list[str]:
    """The text of each page, and of each row of a sheet."""
    row = conn.execute(
        "SELECT content FROM paper_readings WHERE document = ? AND length(content) <= ?", (document, _LONGEST_PAPER)
    ).fetchone()
    if row is None:
        return []
    plain: Mapping[str, Any] = json.loads(row[0])
    pages: dict[int, list[str]] = {}
    for word in plain["words"]:
        pages.setdefault(word[1], []).append(word[0])
    return [*(" ".join(words) for words in pages.values()), *(" ".join(filter(None, row[2:])) for row in plain["rows"])]


def _kind_of(conn: Connection, claim: str, document: str) -> str:
    """The kind of a paper as the claim holds it."""
    row = conn.execute(
        "SELECT coalesce((SELECT json_extract(p.value, '$.kind') FROM claims c, json_each(c.state, '$.papers') p "
        "WHERE c.claim = ?1 AND c.state <> '' AND json_extract(p.value, '$.document') = ?2), "
        "(SELECT min(kind) FROM papers WHERE document = ?2 AND claim = ?1), '')",
        (claim, document),
    ).fetchone()
    return str(row[0])

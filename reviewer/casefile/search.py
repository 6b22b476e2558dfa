"""Finds claims by what is typed: syllables, initial consonants and parts of numbers, in facts, notes, reasons, papers.

Every word of a query must occur somewhere in the claim. The index of pairs finds candidates; each is verified in the
folded text, for an index of pairs finds too much (figures.md, choice 6). What a person may not read finds nothing.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.casefile.search_index import code_token, marked, unmarked
from reviewer.casefile.standing import plan_in_force, read_case
from reviewer.casefile.withheld import Source, readable
from reviewer.rules.korean import fold, initials
from reviewer.rules.numbers import digits
from reviewer.rules.plan import Plan
from reviewer.rules.searching import IN_INDEX, Term, fours_query, index_query, terms_of

FEW = 8_000
"""So many candidates are verified one by one; more are met sooner by walking the list in its order."""
_LEAST_OF_CODE = 2
"""Letters from which on the names of services and reasons are searched: one syllable stands in every other.

A single one (`장애 전 영업`) is looked for in the names that another word of the query is in.
"""
_LEAST_OF_NUMBER, _STEP = 9, 250
_SURE_IN_INDEX = re.compile("[0-9a-z가-힣ㄱ-ㅎ]{1,2}")
"""A word that is one pair of letters or the beginning of one: a text that the index names holds it."""
_HOLDS = "instr({0}, ?)"
_HOLDS_BEFORE_CODES = "instr(substr({0}, 1, instr({0} || char(31), char(31)) - 1), ?)"
_folded = lru_cache(maxsize=1_024)(fold)


class Asked(NamedTuple):
    """One word of a query, with the services and the reasons of the plan whose names hold it."""

    term: Term
    services: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()


class Query(NamedTuple):
    """What was typed, word by word; whether notes, reasons and papers are searched too, and who asks ("": no key)."""

    words: str
    asked: tuple[Asked, ...]
    texts: bool = True
    person: str = ""


def query_of(
    conn: Connection, words: str, *, composing: bool = False, texts: bool = True, services: bool = True,
    person: str = "",
) -> Query:  # fmt: skip
    """What a person typed, with what it means in the plan in force."""
    terms = terms_of(words, composing=composing)
    plan = plan_in_force(conn) if terms and read_case(conn).plan else None
    asked = [_asked(term, plan) if plan is not None else Asked(term) for term in terms]
    if not services:
        asked = [one._replace(services=frozenset()) for one in asked]
    told = frozenset[str]().union(*(one.services | one.reasons for one in asked if _is_long(one.term)))
    return Query(
        words,
        tuple(one if _is_long(one.term) else Asked(one.term, one.services & told, one.reasons & told) for one in asked),
        texts, person,
    )  # fmt: skip


def _is_long(term: Term) -> bool:
    return len(term.text) >= _LEAST_OF_CODE


def _asked(term: Term, plan: Plan) -> Asked:
    services = ((key, name) for key, one in plan.services.items() for name in (one.name.ko, one.name.en))
    return Asked(term, _named(term, services), _named(term, named_reasons(plan)))


def _named(term: Term, names: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(
        code for code, name in names if term.is_in(initials(_folded(name)) if term.in_initials else _folded(name))
    )


def named_reasons(plan: Plan) -> list[tuple[str, str]]:
    """Every reason of the plan by code, with its short words in each language, and the code itself."""
    texts = {code: one.short for code, one in plan.supplement_reasons.items()}
    texts |= {code: one.short for code, one in plan.decision_reasons.items()}
    for group in (
        plan.override_reasons, plan.hold_reasons, plan.return_reasons, plan.false_reasons, plan.delay_reasons,
    ):  # fmt: skip
        texts |= group
    return [(code, name) for code, text in texts.items() for name in (text.ko, text.en, code)]


def hits(conn: Connection, query: Query) -> set[int] | None:
    """The ids of the claims in which every word occurs, verified, in no order; None for all without words."""
    if not query.asked:
        return None
    found: set[int] | None = None
    for asked in sorted(query.asked, key=lambda one: -len(one.term.sure)):
        these = _in_facts(conn, asked, found) | _beyond_facts(conn, asked, query)
        found = these if found is None else found & these
        if not found:
            break
    return (found or set()) | _by_number(conn, query)


def elsewhere(conn: Connection, query: Query) -> list[set[int]]:
    """For every word of a query, the claims where it is found in what is not looked through claim by claim."""
    return [_beyond_facts(conn, asked, query) for asked in query.asked]


def _beyond_facts(conn: Connection, asked: Asked, query: Query) -> set[int]:
    """The claims in whose notes, reasons, papers or name as it is written a word is found."""
    found = in_texts(conn, asked, query)
    if ways := asked.term.ways:
        where = " OR ".join(["instr(trade_name, ?)"] * len(ways))
        rows = conn.execute(f"SELECT json_group_array(id) FROM claims WHERE {where}", ways)
        found |= set(json.loads(rows.fetchone()[0]))
    return found


def candidates(conn: Connection, query: Query, texts: Sequence[set[int]], most: int | None = None) -> set[int] | None:
    """The claims that may hold every word, `texts` given by `elsewhere`; None where the index cannot tell.

    With `most`, None for more than so many of them as well.
    """
    parts = [part for asked in query.asked if (part := _in_pairs(asked))]
    if not parts:
        return None
    rows = conn.execute(
        "SELECT json_group_array(rowid) FROM (SELECT rowid FROM search_pairs WHERE search_pairs MATCH ? LIMIT ?)",
        (" AND ".join(f"({part})" for part in parts), -1 if most is None else most + 1),
    )
    found = set(json.loads(rows.fetchone()[0]))
    if most is not None and len(found) > most:
        return None
    return found.union(*texts, _by_number(conn, query))


def _in_pairs(asked: Asked) -> str:
    """What the index of pairs is asked for one word; "" where it cannot help."""
    pairs, codes = index_query(asked.term), _codes_query(asked.services)
    return f"({pairs}) OR {codes}" if pairs and codes else pairs


def walk(conn: Connection, query: Query, texts: Sequence[set[int]], ids: Sequence[int], most: int) -> list[int]:
    """The first hits among these ids in their order, up to `most` of them; `texts` as given by `elsewhere`."""
    numbered = _by_number(conn, query)
    found: list[int] = []
    for start in range(0, len(ids), _STEP):
        rows = conn.execute(
            "SELECT s.id, s.folded, s.initials FROM json_each(?) w CROSS JOIN search_text s ON s.id = w.value "
            "ORDER BY w.key",
            (json.dumps(list(ids[start : start + _STEP])),),
        )
        for number, folded, first in rows:
            if number in numbered or all(
                is_in_facts(asked, folded, first) or number in known
                for asked, known in zip(query.asked, texts, strict=True)
            ):
                found.append(number)
                if len(found) == most:
                    return found
    return found


def is_in_facts(asked: Asked, folded: str, first: str) -> bool:
    """Whether a word is found in the facts of a claim, or names one of its services."""
    term = asked.term
    if term.is_in(first if term.in_initials else unmarked(folded)):
        return True
    return any(marked(code) in folded for code in asked.services)


def _in_facts(conn: Connection, asked: Asked, among: set[int] | None) -> set[int]:
    """Verified hits of one word in the facts; `among` are the only ones still of interest, if few."""
    few = among if among is not None and len(among) <= FEW else None
    found = _verified(conn, asked.term, few)
    if asked.services:
        rows = conn.execute(
            "SELECT json_group_array(rowid) FROM search_pairs WHERE search_pairs MATCH ?",
            (_codes_query(asked.services),),
        )
        found |= set(json.loads(rows.fetchone()[0]))
    return found


def _verified(conn: Connection, term: Term, among: set[int] | None) -> set[int]:
    column = "initials" if term.in_initials else "folded"
    parts: list[str] = []
    values: list[str] = []
    if among is not None:
        parts.append("s.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(among)))
    elif pairs := index_query(term):
        parts.append("s.id IN (SELECT rowid FROM search_pairs WHERE search_pairs MATCH ?)")
        values.append(pairs)
    if term.sure:
        parts.append(_holds(term).format(f"s.{column}"))
        values.append(term.sure)
    where = " AND ".join(parts) or "1"
    if not term.pattern:
        found = conn.execute(f"SELECT json_group_array(s.id) FROM search_text s WHERE {where}", values).fetchone()
        return set(json.loads(found[0]))
    search = re.compile(term.pattern).search
    rows = conn.execute(f"SELECT s.id, s.{column} FROM search_text s WHERE {where}", values)
    return {row[0] for row in rows if search(unmarked(row[1]))}


def _holds(term: Term) -> str:
    """The SQL for a folded text that holds a word; slower for one that codes hold too, as no word of letters is."""
    return _HOLDS_BEFORE_CODES if "_" in term.sure else _HOLDS


def in_texts(conn: Connection, asked: Asked, query: Query) -> set[int]:
    """The claims in whose notes, reasons and papers a word is found, of those this person may read.

    One initial consonant stands in every note, and two in nearly every paper: they are looked for from the second on,
    in papers from the third.
    """
    term = asked.term
    if not query.texts or (term.in_initials and not _is_long(term)):
        return set()
    found = _in_words(conn, asked) | (_in_papers_by_initials(conn, term) if term.in_initials else {})
    return {found[source] for source in readable(conn, list(found), query.person)}


def _in_words(conn: Connection, asked: Asked) -> dict[Source, int]:
    """Where a word stands as it is, or as one of these reasons, with the id of the claim."""
    term = asked.term
    column = "t.initials" if term.in_initials else "t.folded"
    marks = [marked(code) for code in asked.reasons]
    parts, values = ["1"], []
    if pairs := index_query(term):
        codes = _codes_query(asked.reasons)
        parts.append("t.id IN (SELECT rowid FROM search_text_pairs WHERE search_text_pairs MATCH ?)")
        values.append(f"({pairs}) OR {codes}" if codes else pairs)
    if term.sure and not _SURE_IN_INDEX.fullmatch(term.text):  # a text is long: it is looked through where it lies
        held = [_holds(term).format(column), *["instr(t.folded, ?)"] * len(marks)]
        parts.append(f"({' OR '.join(held)})")
        values += [term.sure, *marks]
    rows = conn.execute(
        f"SELECT s.id, t.claim, t.source, {'t.folded' if term.pattern else 'NULL AS folded'} FROM search_texts t "
        f"JOIN search_text s ON s.claim = t.claim WHERE {' AND '.join(parts)}",
        values,
    )
    return {
        Source(row["claim"], row["source"]): row["id"]
        for row in rows
        if not term.pattern or term.is_in(unmarked(row["folded"])) or any(mark in row["folded"] for mark in marks)
    }


def _in_papers_by_initials(conn: Connection, term: Term) -> dict[Source, int]:
    """Where a paper holds syllables that begin so, with the id of the claim; of up to four the index itself is sure."""
    asked = fours_query(term)
    if not asked:
        return {}
    rows = conn.execute(
        f"SELECT s.id, t.claim, t.source, {'t.folded' if len(term.text) > IN_INDEX else 'NULL'} "
        "FROM search_texts t JOIN search_text s ON s.claim = t.claim "
        "WHERE t.id IN (SELECT rowid FROM search_text_pairs WHERE search_text_pairs MATCH ?)",
        (asked,),
    )
    return {
        Source(claim, source): number
        for number, claim, source, folded in rows
        if folded is None or term.is_in_syllables(folded)
    }


def _codes_query(codes: Iterable[str]) -> str:
    return " OR ".join(f'"{code_token(code)}"' for code in sorted(codes))


def _by_number(conn: Connection, query: Query) -> set[int]:
    """Claims whose whole report or registration number this is, also by a row that came later."""
    number = number_in(query)
    if len(digits(number)) < _LEAST_OF_NUMBER:
        return set()
    rows = conn.execute(
        "SELECT c.id FROM claims c WHERE c.claim IN (SELECT claim FROM fact_rows WHERE report_number = ?1 "
        "AND report_number <> '' UNION SELECT claim FROM fact_rows WHERE brn = ?2 AND brn <> '')",
        (number, digits(number)),
    )
    return {row[0] for row in rows}


def number_in(query: Query) -> str:
    """What was typed, if it is one number, with or without hyphens; "" for anything else."""
    plain = unicodedata.normalize("NFKC", query.words).strip()
    return plain if re.fullmatch(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*-?", plain) else ""

"""The Hangul-aware index: finds claims by syllables, initial consonants, and parts of numbers.

Names are folded (no spaces, no ㈜), numbers lose their hyphens, every query word must occur. A pair index finds
candidates; each is verified in the folded text, for a pair index finds too much (figures.md, choice 6).
"""

import json
import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reviewer.casefile import list_keys
from reviewer.casefile.engine import Connection, Row
from reviewer.rules.korean import fold, initials, is_initials
from reviewer.rules.numbers import digits

FIELDS = ("claim", "report_number", "trade_name", "representative", "brn", "phone", "address")
"""The fields that are searched, in the order in which a match is told."""
_COLUMNS = "id, claim, report_number, trade_name, representative, brn, phone, address"
_BATCH = 5_000
_LONGEST_QUERY = 100
_BETWEEN = "\n"
_LAST_SYLLABLE, _JAMO_INITIALS = 0xD7A3, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


class _Text(NamedTuple):
    """What the index holds of one claim."""

    folded: str
    initials: str

    @property
    def pairs(self) -> str:
        return " ".join(dict.fromkeys([*_pairs(self.folded), *_pairs(self.initials)]))


_PLAIN = re.compile(r"[0-9A-Za-z가-힣 .,~()\-]*")
_NO_MARKS = str.maketrans("", "", " .,~()-")
_COMPANY = re.compile(r"\([주유]\)|주식회사|유한회사")


def fast_fold(text: str) -> str:
    """What `fold` gives, sooner where the text holds nothing but common letters and marks and no company form."""
    if not _PLAIN.fullmatch(text):
        return fold(text)
    bare = text.translate(_NO_MARKS)
    return fold(text) if _COMPANY.search(text) or _COMPANY.search(bare) or not bare else bare.casefold()


def folded_fields(row: Row) -> tuple[str, ...]:
    """The searched fields of a claims row as they are compared, in the order of FIELDS."""
    return (
        fast_fold(row["claim"]),
        fast_fold(row["report_number"]) if row["report_number"] != row["claim"] else "",
        fast_fold(row["trade_name"]),
        fast_fold(row["representative"]),
        row["brn"],
        digits(row["phone"]),
        fast_fold(row["address"]),
    )


def _text_of(row: Row) -> _Text:
    fields = folded_fields(row)
    names = (fields[2], fields[3])
    return _Text(_BETWEEN.join(filter(None, fields)), _BETWEEN.join(initials(name) for name in names if name))


def _pairs(text: str) -> list[str]:
    """Neighbouring letters of each field, and each field's last letter; only what the index takes for letters."""
    found: list[str] = []
    for field in text.split(_BETWEEN):
        if field.isalnum():
            found += map("".join, pairwise(field))
            found.append(field[-1])
        elif field:
            found += [pair for pair in map("".join, pairwise(field)) if pair.isalnum()]
            found += [field[-1]] if field[-1].isalnum() else []
    return found


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


def _insert(conn: Connection, rows: Sequence[Row]) -> None:
    list_keys.put(conn, rows)
    texts = [(row["id"], row["claim"], _text_of(row)) for row in rows]
    conn.executemany(
        "INSERT INTO search_text (id, claim, folded, initials) VALUES (?, ?, ?, ?)",
        [(number, claim, text.folded, text.initials) for number, claim, text in texts],
    )
    conn.executemany(
        "INSERT INTO search_pairs (rowid, pairs) VALUES (?, ?)", [(number, text.pairs) for number, _, text in texts]
    )


def refresh(conn: Connection, claims: Iterable[str]) -> None:
    """Index these claims anew, after their facts changed. Inside the caller's transaction."""
    for claim in claims:
        for (number,) in conn.execute("SELECT id FROM search_text WHERE claim = ?", (claim,)).fetchall():
            conn.execute("DELETE FROM search_pairs WHERE rowid = ?", (number,))
            conn.execute("DELETE FROM search_text WHERE id = ?", (number,))
        _insert(conn, conn.execute(f"SELECT {_COLUMNS} FROM claims WHERE claim = ?", (claim,)).fetchall())


def rebuild(conn: Connection) -> None:
    """Throw the index away and make it anew; it is a cache. Inside the caller's transaction."""
    conn.execute("INSERT INTO search_pairs (search_pairs) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_text")
    list_keys.empty(conn)
    bring_up_to_date(conn)


class Term(NamedTuple):
    """One word of a query: as it is compared, and the form of its last syllable while it is being typed."""

    text: str
    in_initials: bool
    pattern: str = ""  # a regular expression when the last syllable is not finished


def terms_of(words: str, *, composing: bool = False) -> list[Term]:
    """The words of a query; `composing` when the last syllable may still get a final consonant."""
    found: list[Term] = []
    pieces = unicodedata.normalize("NFC", words)[:_LONGEST_QUERY].split()
    for place, word in enumerate(pieces):
        last = place == len(pieces) - 1
        if is_initials(word):
            found.append(Term(initials(word), in_initials=True))
            continue
        text = fold(word)
        is_company_form = fold("가" + word) == "가"  # a lone ㈜ or 주식회사 stands in no folded name
        if text and (not is_company_form or len(pieces) == 1):
            found.append(Term(text, False, _open_pattern(text, composing and last)))
    return list(dict.fromkeys(found))


def _open_pattern(text: str, composing: bool) -> str:
    """`김ㅁ` finds 김민, and while a syllable is being typed 김미 does so too."""
    head, end = text[:-1], text[-1]
    if end in _JAMO_INITIALS and head:
        first = ord("가") + _JAMO_INITIALS.index(end) * 588
        return f"{re.escape(head)}[{chr(first)}-{chr(first + 587)}]"
    if composing and "가" <= end <= "힣" and (ord(end) - ord("가")) % 28 == 0:
        return f"{re.escape(head)}[{end}-{chr(min(ord(end) + 27, _LAST_SYLLABLE))}]"
    return ""


def find(conn: Connection, words: str, *, composing: bool = False) -> "array[int]":
    """The ids of the claims in which every word occurs, verified, in ascending order; all claims for no words.

    A word that is the whole or the beginning of a claim or report number is answered from their index.
    """
    found = hits(conn, words, composing=composing)
    if found is None:
        return array("q", (row[0] for row in conn.execute("SELECT id FROM claims ORDER BY id")))
    return array("q", sorted(found))


def hits(conn: Connection, words: str, *, composing: bool = False) -> set[int] | None:
    """What `find` finds, in no order; None for all claims, when there are no words."""
    terms = terms_of(words, composing=composing)
    if not terms:
        return None
    if len(terms) == 1 and (numbers := _by_number(conn, words.strip())):
        return numbers
    found: set[int] | None = None
    for term in sorted(terms, key=lambda term: -len(term.text)):
        these = _hits(conn, term, found)
        found = these if found is None else found & these
        if not found:
            break
    return found


def _by_number(conn: Connection, word: str) -> set[int]:
    """Claims whose number begins so, or whose whole report, registration or phone number this is."""
    plain = unicodedata.normalize("NFC", word)
    if not re.fullmatch(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*-?", plain) or sum(c.isdigit() for c in plain) < 4:
        return set()
    found = set()
    if "-" in plain:
        after = plain[:-1] + chr(ord(plain[-1]) + 1)
        rows = conn.execute("SELECT id FROM claims WHERE claim >= ? AND claim < ?", (plain, after))
        found = {row[0] for row in rows}
    number = digits(plain)
    if len(number) >= 9 or found:
        rows = conn.execute(
            "SELECT c.id FROM claims c WHERE c.claim IN (SELECT claim FROM fact_rows WHERE report_number = ? "
            "AND report_number <> '' UNION SELECT claim FROM fact_rows WHERE brn = ? AND brn <> '') "
            "OR c.claim = ?",
            (plain, number, plain),
        )
        found |= {row[0] for row in rows}
    if len(number) < 9 and found:
        # a short beginning may stand in the middle of other numbers too
        return found | _hits(conn, Term(fold(plain), False), None)
    return found


def _hits(conn: Connection, term: Term, among: set[int] | None) -> set[int]:
    """Verified hits of one word; `among` are the only ones still of interest, if few."""
    column = "initials" if term.in_initials else "folded"
    asked = term.text[:-1] if term.pattern else term.text
    pairs = _query(asked) if asked else _any_final(term.text)
    parts: list[str] = []
    values: list[str] = []
    if among is not None and len(among) < 2_000:
        parts.append("s.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(sorted(among)))
    elif pairs:
        parts.append("s.id IN (SELECT rowid FROM search_pairs WHERE search_pairs MATCH ?)")
        values.append(pairs)
    if asked:
        parts.append(f"instr(s.{column}, ?)")
        values.append(asked)
    where = " AND ".join(parts) or "1"
    if not term.pattern:
        found = conn.execute(f"SELECT json_group_array(s.id) FROM search_text s WHERE {where}", values).fetchone()
        return set(json.loads(found[0]))
    search = re.compile(term.pattern).search
    rows = conn.execute(f"SELECT s.id, s.{column} FROM search_text s WHERE {where}", values)
    return {row[0] for row in rows if search(row[1])}


def _query(text: str) -> str:
    """The question for the pair index; "" when it cannot help and the texts must be walked through."""
    if len(text) == 1:
        return f'"{text}"*' if text.isalnum() else ""
    pairs = [pair for pair in map("".join, pairwise(text)) if pair.isalnum()]
    return " AND ".join(f'"{pair}"' for pair in dict.fromkeys(pairs))


def _any_final(syllable: str) -> str:
    """The question for a lone syllable that may still get a final consonant."""
    return " OR ".join(f'"{chr(code)}"*' for code in range(ord(syllable), min(ord(syllable) + 27, _LAST_SYLLABLE) + 1))


def matched_fields(conn: Connection, number: int, words: str, *, composing: bool = False) -> tuple[str, ...]:
    """In which fields of a claim (by id) the words of a query were found, in the order of FIELDS."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM claims WHERE id = ?", (number,)).fetchone()
    if row is None:
        return ()
    found = set()
    for term in terms_of(words, composing=composing):
        for name, value in zip(FIELDS, folded_fields(row), strict=True):
            text = initials(value) if term.in_initials else value
            if term.in_initials and name not in ("trade_name", "representative"):
                continue
            if re.search(term.pattern, text) if term.pattern else term.text in text:
                found.add(name)
    if not found and row["report_number"] == words.strip():
        found.add("report_number")
    return tuple(name for name in FIELDS if name in found)

"""Lists the secretary works from: agendas, challenges, letters that left, exports, applicants who occur twice."""

import dataclasses
import json
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import read_claim
from reviewer.casefile.twins import DIGITS_OF_ACCOUNT
from reviewer.rules.claim import Claim
from reviewer.rules.korean import initials
from reviewer.rules.likeness import KAKAO_BRN
from reviewer.rules.searching import BETWEEN, Term, fast_fold

CHUNK = 400
"""So many values go into one question; SQLite takes more, but the text stays readable in a log."""


def claims_at(conn: Connection, stages: Sequence[str], *, meeting: int | None = None) -> list[str]:
    """The numbers of the claims at these stages, by number; only those of one meeting where it is given."""
    marks = ", ".join("?" * len(stages))
    which, values = f"stage IN ({marks})", list[object](stages)
    if meeting is not None:
        which += " AND meeting = ?"
        values.append(meeting)
    return [row["claim"] for row in conn.execute(f"SELECT claim FROM claims WHERE {which} ORDER BY claim", values)]


_BESIDE = "(route = 'INDIVIDUAL' AND disposition = 'FIXED')"
"""A fixed amount in force beside the individual review its claimant asked for; the stage is that of the review."""


def payable(conn: Connection) -> list[str]:
    """Claims that may go on a payment list: told, with an award above 0 won, by number."""
    return _paying(conn, "NOTIFIED", "ACCOUNT_FIXED")


def payment_failed(conn: Connection) -> list[str]:
    """Claims whose payment failed and whose account nobody has put right, by number."""
    return _paying(conn, "PAYMENT_FAILED")


def _paying(conn: Connection, *stages: str) -> list[str]:
    marks = ", ".join("?" * len(stages))
    rows = conn.execute(
        f"SELECT claim, stage IN ({marks}) FROM claims WHERE award > 0 AND (stage IN ({marks}) OR {_BESIDE}) "
        "ORDER BY claim", (*stages, *stages),
    )  # fmt: skip
    return [number for number, plainly in rows if plainly or read_claim(conn, number).paying in stages]


@dataclasses.dataclass(frozen=True)
class FixedLine:
    """A claimant as the list of fixed-amount claimants shows one; personal data, loss in won."""

    claim: str
    trade_name: str
    representative: str
    brn: str
    account_holder: str
    account: str
    route: str
    claimed_loss: int | None
    stage: str


def fixed_lines(conn: Connection, claims: Sequence[str]) -> list[FixedLine]:
    """What the list shows of these claims, by number."""
    found: list[FixedLine] = []
    for start in range(0, len(claims), CHUNK):
        part = claims[start : start + CHUNK]
        rows = conn.execute(
            "SELECT c.claim, c.trade_name, c.representative, c.brn, f.account_holder, f.account, c.route, "
            "c.claimed_loss, c.stage FROM claims c JOIN fact_rows f ON f.delivery = c.delivery AND f.row = c.row "
            f"WHERE c.claim IN ({', '.join('?' * len(part))})",
            part,
        )
        found += [FixedLine(*tuple(row)) for row in rows]
    return sorted(found, key=lambda line: line.claim)


@dataclasses.dataclass(frozen=True)
class DecidedLine:
    """A claim with the decision in force, if there is one; amounts in won."""

    claim: str
    trade_name: str
    claimed_loss: int | None
    disposition: str
    award: int | None
    verified_loss: int | None = None


def decided_lines(conn: Connection, claims: Sequence[str]) -> list[DecidedLine]:
    """What these claims came to, by number."""
    found: list[DecidedLine] = []
    for start in range(0, len(claims), CHUNK):
        part = claims[start : start + CHUNK]
        rows = conn.execute(
            "SELECT claim, trade_name, claimed_loss, disposition, award, verified_loss FROM claims "
            f"WHERE claim IN ({', '.join('?' * len(part))})",
            part,
        )
        found += [DecidedLine(*tuple(row)) for row in rows]
    return sorted(found, key=lambda line: line.claim)


@dataclasses.dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that left, in one language."""

    letter_no: str
    lang: str
    claim: str
    kind: str  # DECISION or SUPPLEMENT
    sha256: str
    issued_at: str
    author: str
    entry: str


_LETTER = "SELECT l.letter_no, l.lang, l.claim, l.kind, l.sha256, l.issued_at, j.author, l.entry"
_LATEST_FIRST = "ORDER BY l.issued_at DESC, l.letter_no DESC, l.lang DESC"
_NAME = "CASE c.trade_name WHEN '' THEN c.representative ELSE c.trade_name END"


def letters_issued(conn: Connection, numbers: Iterable[str] | None = None) -> list[LetterLine]:
    """Every letter that left, or the files of the letters with these numbers, the latest first."""
    which = "" if numbers is None else "WHERE l.letter_no IN (SELECT value FROM json_each(?))"
    rows = conn.execute(
        f"{_LETTER} FROM letters l JOIN journal j ON j.uid = l.entry {which} {_LATEST_FIRST}",
        () if numbers is None else (json.dumps(list(numbers)),),
    )
    return [
        LetterLine(number, sys.intern(lang), claim, sys.intern(kind), sha256, issued_at, sys.intern(author), entry)
        for number, lang, claim, kind, sha256, issued_at, author, entry in rows
    ]


def letter_count(conn: Connection) -> int:
    """How many letters left, in however many languages."""
    return int(conn.execute("SELECT count(DISTINCT letter_no) FROM letters").fetchone()[0])


def letter_ids(conn: Connection, terms: Sequence[Term] = ()) -> "array[int]":
    """The ids of the letters that left, each language for itself, the latest first.

    With `terms`, of those in whose number, claim, name of the claimant or fingerprint each word stands.
    """
    if not terms:
        return array("q", (row[0] for row in conn.execute(f"SELECT l.rowid FROM letters l {_LATEST_FIRST}")))
    rows = conn.execute(
        f"SELECT l.rowid, l.letter_no, l.claim, l.sha256, {_NAME} FROM letters l LEFT JOIN claims c "
        f"ON c.claim = l.claim {_LATEST_FIRST}"
    )
    found, in_initials = array("q"), any(term.in_initials for term in terms)
    known = name = first = ""
    for number, letter_no, claim, sha256, said in rows:
        if claim != known:  # the languages of a letter stand side by side
            known, name = claim, fast_fold(said or "")
            first = initials(name) if in_initials else ""
        text = BETWEEN.join((fast_fold(letter_no), fast_fold(claim), name, sha256))
        if all(term.is_in(first if term.in_initials else text) for term in terms):
            found.append(number)
    return found


def letters_by_id(conn: Connection, ids: Iterable[int]) -> dict[int, tuple[LetterLine, str]]:
    """The letters with these ids, in their order, and the names of their claimants."""
    rows = conn.execute(
        f"{_LETTER}, {_NAME}, l.rowid FROM json_each(?) wanted JOIN letters l ON l.rowid = wanted.value "
        "JOIN journal j ON j.uid = l.entry LEFT JOIN claims c ON c.claim = l.claim ORDER BY wanted.key",
        (json.dumps(list(ids)),),
    )
    return {number: (LetterLine(*cells), name or "") for *cells, name, number in rows}


@dataclasses.dataclass(frozen=True)
class ActLine:
    """An entry about the case as a whole: which, when, who, which act, and its body."""

    uid: str
    made_at: str
    author: str
    act: str
    body: Mapping[str, Any]


def acts_of_case(conn: Connection, acts: Sequence[str]) -> list[ActLine]:
    """The entries of these acts on the case, the latest first (exports, payment lists and their results)."""
    marks = ", ".join("?" * len(acts))
    rows = conn.execute(
        f"SELECT uid, made_at, author, act, body FROM journal WHERE subject = 'case' AND act IN ({marks}) "
        "ORDER BY made_at DESC, rowid DESC",
        list(acts),
    )
    return [ActLine(row["uid"], row["made_at"], row["author"], row["act"], json.loads(row["body"])) for row in rows]


@dataclasses.dataclass(frozen=True)
class Twin:
    """Another claim with the same registration number or the same account."""

    claim: str
    what: str  # BRN or ACCOUNT


def twins_of(conn: Connection, claims: Sequence[str]) -> dict[str, tuple[Twin, ...]]:
    """For each claim with one, the other claims that name the same registration number or account (5.4)."""
    found: dict[str, dict[Twin, None]] = {}
    for column, what in (("brn", "BRN"), ("account", "ACCOUNT")):
        own = _values_of(conn, column, claims)
        others = _claims_with(conn, column, sorted(set(own.values())))
        for claim, value in own.items():
            for other in others.get(value, ()):
                if other != claim:
                    found.setdefault(claim, {})[Twin(other, what)] = None
    return {claim: tuple(twins) for claim, twins in found.items()}


_COMPARED = {"brn": "brn", "account": DIGITS_OF_ACCOUNT}
"""What the numbers of a column are compared by; both stand in an index."""


def _values_of(conn: Connection, column: str, claims: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(claims), CHUNK):
        part = claims[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        asked = f"SELECT claim, {_COMPARED[column]} said FROM fact_rows WHERE claim IN ({marks}) AND {column} <> ''"
        found |= {row["claim"]: row["said"] for row in conn.execute(asked, part) if row["said"] != KAKAO_BRN}
    return found


def _claims_with(conn: Connection, column: str, values: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(values), CHUNK):
        part = values[start : start + CHUNK]
        marks = ", ".join("?" * len(part))
        rows = conn.execute(
            f"SELECT DISTINCT {_COMPARED[column]} said, claim FROM fact_rows WHERE {_COMPARED[column]} IN ({marks}) "
            f"AND {column} <> '' AND relation = 'NEW' ORDER BY claim",
            part,
        )
        for row in rows:
            found.setdefault(row["said"], []).append(row["claim"])
    return found


def challenged(conn: Connection) -> list[Claim]:
    """The claims with a challenge that the council has not decided on, by number."""
    rows = conn.execute("SELECT DISTINCT subject FROM journal WHERE act = 'record_challenge' ORDER BY subject")
    return [claim for claim in [read_claim(conn, row[0]) for row in rows] if claim.open_challenge is not None]

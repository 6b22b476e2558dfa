"""Sealing the day, verifying a code typed from the minutes, and saying in one sentence what a break means."""

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, sealing, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.check_chains import breaks
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.plain_list import PlainList, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import fill
from reviewer.rules.problem import Problem
from reviewer.rules.seal import code_of, read_code


@dataclasses.dataclass(frozen=True)
class SealMade:
    """A seal with its code, when and by whom it was made, and how many entries it covers."""

    code: str
    made_at: str
    author: str
    entries: int
    chains: sealing.Chains


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a typed code answers: `holds`, `unknown` or `broken`; then `meaning` says what breaks first."""

    outcome: str
    code: str
    seal: SealMade | None = None
    first_break: tuple[str, str] | None = None


def seal_day(case_file: CaseFile, signer: Signer, *, now: dt.datetime) -> SealMade:
    """Seal everything recorded so far; raises ActNotAllowed when nothing was recorded since the last seal."""
    body = {"chains": sealing.chain_heads(case_file.writer)}
    return _made(journal.append(case_file, signer, sealing.SEALING, "case", body, made_at=now))


def last_seal(conn: Connection) -> SealMade | None:
    """The newest seal, if there is any."""
    return next((_made(seal) for seal in sealing.seals(conn)), None)


def verify_code(conn: Connection, typed: str) -> Verdict:
    """Find the seal with this code and prove every entry it covers; raises SealCodeMistyped."""
    code = read_code(typed)
    seal = sealing.seal_with(conn, code)
    if seal is None:
        return Verdict("unknown", code)
    covered = dict(seal.body["chains"])
    covered[seal.key_id] = {"number": seal.number, "hash": seal.hash}
    found = breaks(conn, covered)
    if found:
        return Verdict("broken", code, _made(seal), (found[0].code, found[0].where))
    return Verdict("holds", code, _made(seal))


def verdict_in_words(conn: Connection, verdict: Verdict, lang: str) -> str:
    """The answer to a typed code in one sentence."""
    seal, values = verdict.seal, {"moment": "", "entries": "", "meaning": ""}
    if seal is not None:
        values |= {"moment": _moment(seal.made_at), "entries": f"{seal.entries:,}"}
    if verdict.first_break is not None:
        values["meaning"] = break_in_words(conn, *verdict.first_break, lang)
    return fill(word_for("seal", verdict.outcome, lang), values, lang)


def break_in_words(conn: Connection, code: str, where: str, lang: str) -> str:
    """One sentence: which entry breaks, and what that means."""
    return fill(word_for("break", code, lang), {"entry": _entry_in_words(conn, where, lang)}, lang)


def _entry_in_words(conn: Connection, where: str, lang: str) -> str:
    """An entry by its uid, or one that is gone by its key and number, with its author by name."""
    first, _, rest = where.partition(" ")
    names = _names(conn)
    row = sealing.entry_line(conn, first)
    if row is None:
        owner = sealing.owners(conn).get(first, first)
        author = names.get(owner) or owner
        return fill(word_for("break", "entry_unnamed", lang), {"author": author, "number": rest}, lang)
    said = {
        "author": names.get(row["author"]) or row["author"],
        "number": row["number"],
        "moment": _moment(row["made_at"]),
        "act": word_for("act", row["act"], lang),
    }
    return fill(word_for("break", "entry_named", lang), said, lang)


def _names(conn: Connection) -> dict[str, str]:
    try:
        return member_names(conn)
    except (ValueError, LookupError, TypeError, AttributeError, Problem):
        return {}  # the standing of a damaged case may be unreadable too


def print_seal(
    case_file: CaseFile, signer: Signer, seal: SealMade, path: Path, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the sheet that is laid with the minutes, as a PDF, and record that it was printed."""
    data = render(seal_sheet(case_file.reader(), seal, lang, day=korean_day(now)))
    body = {"what": "SEAL", "count": 1, "sha256": hashlib.sha256(data).hexdigest()}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"]}


def seal_sheet(conn: Connection, seal: SealMade, lang: str, *, day: dt.date) -> PlainList:
    """What stands on the sheet: the code, what it covers, and the last entry of every key."""
    case, names = standing.read_case(conn), member_names(conn)
    owners = sealing.owners(conn)

    def said(code: str, **values: object) -> str:
        return fill(word_for("print", code, lang), values, lang)

    author = names.get(seal.author) or seal.author
    made = said("seal_made", moment=_moment(seal.made_at), author=author, entries=f"{seal.entries:,}")
    rows = tuple(
        (names.get(owners[key]) or owners[key], key, f"{head['number']:,}", str(head["hash"]))
        for key, head in sorted(seal.chains.items())
    )
    columns = (
        Column(said("seal_person"), 0.2),
        Column(said("seal_key"), 0.24),
        Column(said("seal_number"), 0.12, "right"),
        Column(said("seal_hash"), 0.44),
    )
    return PlainList(
        said("seal_title"), lang, day, (said("seal_case", name=case.name), made, said("seal_meaning")),
        Table(columns, rows), heading=seal.code, is_sample=case.is_sample,
    )  # fmt: skip


def _made(seal: Entry) -> SealMade:
    chains = seal.body["chains"]
    total = sum(head["number"] for head in chains.values())
    return SealMade(code_of(seal.hash), seal.made_at, seal.author, total, chains)


def _moment(made_at: str) -> str:
    made = dt.datetime.fromisoformat(made_at).astimezone(KOREA)
    return f"{made:%Y-%m-%d %H:%M}"

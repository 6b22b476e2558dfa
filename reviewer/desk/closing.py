"""Closing the case: what is still open, on paper; closing what is finished; the closing sheet with its seal code."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reviewer.casefile import closing, journal, sealing, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.closing import OpenLine
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.deciding import voted
from reviewer.desk.minutes import date_in
from reviewer.desk.reviewing import korean_day
from reviewer.desk.sealing import SealMade, last_seal, seal_day
from reviewer.desk.wording import word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.plain_list import PlainList, as_csv, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.closing import KEPT
from reviewer.rules.korean import fill

Report = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Said:
    """Words of the closing papers in one language."""

    lang: str

    def __call__(self, code: str, **values: object) -> str:
        """The words under this code."""
        return fill(word_for("closing", code, self.lang), values, self.lang)


def resolve_motion(
    case_file: CaseFile, signer: Signer, meeting: int, what: str, votes: Mapping[str, str], *, now: dt.datetime
) -> Entry:
    """Record the vote on a closing motion."""
    body = voted(case_file, signer, meeting, votes, (), now, None) | {"what": what}
    return journal.append(case_file, signer, "resolve_motion", f"meeting:{meeting}", body, made_at=now)


def close_finished(
    case_file: CaseFile, signer: Signer, *, now: dt.datetime, progress: Report | None = None
) -> list[str]:
    """Close every claim on which nothing is left to do; returns their numbers."""
    numbers = closing.finished(case_file.writer, korean_day(now))
    for done, number in enumerate(numbers, 1):
        journal.append(case_file, signer, "close_claim", number, {}, made_at=now)
        if progress is not None:
            progress(done, len(numbers))
    return numbers


def default_keeping(conn: Connection, today: dt.date) -> dict[str, dt.date]:
    """Until when each part is kept by the periods of the plan, counted from today (domain.md 6)."""
    settings = standing.plan_in_force(conn).settings
    years = {
        "DOCUMENTS": settings.documents_years, "DECISIONS": settings.decisions_years,
        "PAYMENTS": settings.payments_years, "LOG": settings.log_years, "MINUTES": settings.decisions_years,
    }  # fmt: skip
    return {what: _years_later(today, years[what]) for what in KEPT}


def _years_later(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def close_case(case_file: CaseFile, signer: Signer, *, now: dt.datetime) -> SealMade:
    """Close the case for good and seal it, so that one code proves everything including the closing itself.

    Raises ActNotAllowed with what must be finished first.
    """
    left = len(closing.open_lines(case_file.writer, korean_day(now)))
    journal.append(case_file, signer, closing.CLOSING, "case", {"left_open": left}, made_at=now)
    return seal_day(case_file, signer, now=now + dt.timedelta(seconds=1))


def final_code(conn: Connection) -> str:
    """The code of the last seal of a closed case, for the last minutes and the closing sheet; "" while it is open."""
    case, seal = standing.read_case(conn), last_seal(conn)
    if not case.closing.sealed or seal is None or seal.made_at < case.closing.sealed_at:
        return ""
    return seal.code


def open_list(conn: Connection, lang: str, *, day: dt.date) -> PlainList:
    """Everything still open, each line with a person and a date."""
    said, case, names, plan = Said(lang), standing.read_case(conn), member_names(conn), standing.plan_in_force(conn)
    lines = closing.open_lines(conn, day)
    rows = tuple(
        (
            line.claim,
            plan.stages[line.stage].in_(lang) if line.stage in plan.stages else line.stage,
            said(line.what),
            names.get(line.person) or line.person or "–",
            date_in(line.by, lang, weekday=False) if line.by else said("no_date"),
        )
        for line in lines
    )
    columns = (
        Column(said("claim"), 0.19), Column(said("stage"), 0.2), Column(said("open"), 0.29),
        Column(said("person"), 0.16), Column(said("by"), 0.16),
    )  # fmt: skip
    must = sum(line.must for line in lines)
    told = said("open_count", n=f"{len(lines):,}", must=f"{must:,}")
    texts = (said("case_is", name=case.name), told, *_resolved(conn, said))
    return PlainList(said("open_title"), lang, day, texts, Table(columns, rows), is_sample=case.is_sample)


def _resolved(conn: Connection, said: Said) -> list[str]:
    """What the council resolved about the end so far."""
    own, names = standing.read_case(conn).closing, member_names(conn)
    found = []
    if own.intake_no:
        found.append(said("intake_is", number=own.intake_no, day=own.intake_on))
    if own.remaining_no:
        people = ", ".join(names.get(one) or one for one in own.remaining)
        found.append(said("remaining_is", number=own.remaining_no, people=people))
    if own.closing_no:
        found.append(said("closing_is", number=own.closing_no))
    return found


def closing_sheet(conn: Connection, lang: str, *, day: dt.date) -> PlainList:
    """The sheet of the closed case: its code, the resolutions, what was left, who keeps what until when."""
    said, case = Said(lang), standing.read_case(conn)
    own = case.closing
    rows = tuple(
        (
            said(f"kept_{one.what}"),
            standing.kept_text(conn, one.keeper) or said("destroyed"),
            date_in(one.until, lang, weekday=False),
        )
        for one in own.keeping
    )
    rows = rows or ((said("kept_nothing"), "–", "–"),)
    heads = sealing.chain_heads(conn)
    entries = sum(head["number"] for head in heads.values())
    code = final_code(conn)
    texts = (
        said("case_is", name=case.name),
        *_resolved(conn, said),
        said("sealed_is", day=own.sealed_at[:10], n=f"{own.left_open:,}") if own.sealed else said("not_sealed"),
        said("entries_are", n=f"{entries:,}"),
        said("code_means") if code else "",
        said("kept_title"),
    )
    columns = (Column(said("kept_what"), 0.4), Column(said("kept_by"), 0.36), Column(said("kept_until"), 0.24))
    return PlainList(
        said("sheet_title"), lang, day, tuple(text for text in texts if text), Table(columns, rows), heading=code,
        is_sample=case.is_sample,
    )  # fmt: skip


def write_open_list(case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime) -> dict[str, Any]:
    """Write the list of what is still open (PDF or CSV) and record it."""
    listed = open_list(case_file.reader(), lang, day=korean_day(now))
    return _write(case_file, signer, path, listed, "OPEN_LIST", now)


def write_closing_sheet(
    case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the closing sheet as a PDF and record that it was printed."""
    listed = closing_sheet(case_file.reader(), lang, day=korean_day(now))
    return _write(case_file, signer, path, listed, "CLOSING_SHEET", now)


def _write(
    case_file: CaseFile, signer: Signer, path: Path, listed: PlainList, what: str, now: dt.datetime
) -> dict[str, Any]:
    is_table = path.suffix.lower() == ".csv"
    data = as_csv(listed) if is_table else render(listed)
    body: dict[str, Any] = {"what": what, "count": len(listed.table.rows), "sha256": hashlib.sha256(data).hexdigest()}
    act = "print"
    if is_table:
        act, body = "export", body | {"format": "csv", "masked": "YES"}
    with once_recorded(path, data):
        journal.append(case_file, signer, act, "case", body, made_at=now)
    return {"file": str(path), "rows": len(listed.table.rows), "sha256": body["sha256"]}


def told(lines: list[OpenLine]) -> list[dict[str, Any]]:
    """The open lines as plain values."""
    return [dataclasses.asdict(line) | {"by": line.by.isoformat() if line.by else ""} for line in lines]

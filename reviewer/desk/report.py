"""The report of the closing (1015 피해지원 보고서): the figures in both languages, with nobody recognisable in them."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.as_of import as_of
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.desk.closing import final_code
from reviewer.desk.figure_words import Worded
from reviewer.desk.figures import read_figure, read_hints
from reviewer.desk.minutes import date_in
from reviewer.desk.reviewing import korean_day
from reviewer.letters import office_paper
from reviewer.letters.archival import About
from reviewer.letters.content import Column, Table
from reviewer.letters.faces import require_glyphs
from reviewer.letters.office_paper import Block, Form, OfficePaper, Part, Text, Title
from reviewer.letters.page import Bound, bind
from reviewer.letters.plain_list import PlainList, as_csv
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.calendar import KOREA
from reviewer.rules.figures.figure import Figure
from reviewer.rules.figures.small_cells import publishable
from reviewer.rules.plan import Plan

PARTS = {
    "PROGRESS": ("STANDING", "PACE", "AGES"),
    "OUTCOMES": ("BY_SECTOR", "BY_SERVICE", "MONEY", "REASONS", "REQUESTS"),
    "CARE": ("PUT_BACK", "QUALITY", "DEFICIENCIES", "HINT_CHECKS"),
}
"""The figures of the report. The load of each reviewer is the council's own; of hints the one by check says enough."""
Report = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Reported:
    """What the report says, in figures: made once, told in each language."""

    at: dt.datetime
    plan: Plan
    figures: dict[str, Figure]
    code: str
    is_sample: bool


def reported(conn: Connection, now: Connection, at: dt.datetime, progress: Report | None = None) -> Reported:
    """The figures of `conn` as anybody may read them; what was read in papers is kept in `now`, today's case."""
    case, plan, day = standing.read_case(conn), standing.plan_in_force(conn), korean_day(at)
    codes = [code for codes in PARTS.values() for code in codes]
    hints = {figure.code: figure for figure in read_hints(conn, now, progress)}
    found = {code: publishable(hints.get(code) or read_figure(conn, code, day)) for code in codes}
    return Reported(at, plan, found, final_code(conn), case.is_sample)


def report_paper(found: Reported, lang: str) -> OfficePaper:
    """The report in one language."""
    worded = Worded(found.plan, lang, found.at, {})
    day = found.at.astimezone(KOREA).date()
    blocks = tuple(_blocks(found, worded))
    return OfficePaper(worded.say("paper", "title"), lang, day, blocks, is_sample=found.is_sample)


def _blocks(found: Reported, worded: Worded) -> Iterator[Block]:
    plan, say, lang = found.plan, worded.say, worded.lang
    yield Title(say("paper", "title"), plan.council.in_(lang))
    ends = (date_in(end.astimezone(KOREA).date(), lang, weekday=False) for end in (plan.outage_start, plan.outage_end))
    first, last = ends
    rows = [
        (say("paper", "scheme"), say("paper", "scheme_is", payer=plan.payer.in_(lang), first=first, last=last)),
        (say("paper", "as_of"), worded.at),
        (say("paper", "claims"), worded.whole(found.figures["STANDING"])),
        (say("paper", "rules"), say("paper", "rules_are", version=plan.version)),
    ]
    rows += [(say("paper", "code"), found.code)] if found.code else []
    yield Form(tuple((row,) for row in rows))
    yield Part(say("paper", "about"))
    for code in ("about_counts", "about_small", "about_charts"):
        yield Text(say("paper", code))
    for number, (part, codes) in enumerate(PARTS.items(), 1):
        yield Part(f"{number}. {say('paper', part)}")
        for place, code in enumerate(codes, 1):
            figure = found.figures[code]
            yield Part(f"{number}.{place} {say('title', code)}", 2)
            yield dataclasses.replace(worded.chart(figure), with_title=False)
            if figure.rows:
                yield worded.table(figure)


def report_pdf(found: Reported, langs: tuple[str, ...]) -> bytes:
    """The report as an archive copy, one language behind the other; the same figures give the same bytes."""
    papers = [report_paper(found, lang) for lang in langs]
    require_glyphs(paper.text for paper in papers)
    if len(papers) == 1:
        return office_paper.render(papers[0])
    bound = [Bound(office_paper.set_paper(one, office_paper.SIZES[0]), one.lang, one.title) for one in papers]
    about = About(papers[0].title, papers[0].lang, papers[0].day)
    return bind(bound, about, (), "\n".join(one.text for one in papers), is_sample=found.is_sample)


def report_csv(found: Reported, langs: tuple[str, ...]) -> bytes:
    """Every number of the report, one a line, named in each language; a figure that shows nothing has one line."""
    every = [Worded(found.plan, lang, found.at, {}) for lang in langs]
    rows: list[tuple[str, ...]] = []
    for code, figure in found.figures.items():
        titles = [worded.say("title", code) for worded in every]
        if not figure.rows:
            rows.append((*titles, *[""] * (2 * len(every) + 1)))
        for row, cells in zip(figure.rows, figure.cells, strict=True):
            for one, cell in zip(figure.series, cells, strict=True):
                rows.append((
                    *titles, *[worded.row(figure, row) for worded in every],
                    *[worded.series(figure, one) for worded in every], "" if cell is None else str(cell),
                ))  # fmt: skip
    told = (("paper", "figure"), ("about", "row"), ("paper", "series"))
    heads = [worded.say(group, key) for group, key in told for worded in every]
    columns = tuple(Column(head, 1 / (len(heads) + 1)) for head in (*heads, every[0].say("paper", "value")))
    day = found.at.astimezone(KOREA).date()
    return as_csv(PlainList(every[0].say("paper", "title"), langs[0], day, (), Table(columns, tuple(rows))))


def write_report(
    case_file: CaseFile, signer: Signer, path: Path, *, langs: tuple[str, ...], now: dt.datetime,
    at: dt.datetime | None = None, progress: Report | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the report (PDF or CSV, by the name of the file), of now or as of a moment, and record that it left."""
    reader = case_file.reader()
    if at is None:
        found = reported(reader, reader, now, progress)
    else:
        with as_of(case_file, at) as past:
            found = reported(past.reader(), reader, at, progress)
    is_table = path.suffix.lower() == ".csv"
    data = report_csv(found, langs) if is_table else report_pdf(found, langs)
    body: dict[str, Any] = {"what": "REPORT", "count": len(found.figures), "sha256": hashlib.sha256(data).hexdigest()}
    act, more = ("export", {"format": "csv", "masked": "YES"}) if is_table else ("print", {})
    with once_recorded(path, data):
        journal.append(case_file, signer, act, "case", body | more, made_at=now)
    return {"file": str(path), "figures": len(found.figures), "sha256": body["sha256"]}

"""The list of sample checks (표본 점검): what was drawn and why, who looked, and what they found."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, quality, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.standing import member_names
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.plain_list import PlainList, as_csv, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.korean import fill


def quality_list(conn: Connection, lang: str, *, day: dt.date) -> PlainList:
    """Every draw with its seed, so that anybody can draw again, and what the check found."""
    case, plan, names = standing.read_case(conn), standing.plan_in_force(conn), member_names(conn)

    def said(code: str, **values: object) -> str:
        return fill(word_for("quality", code, lang), values, lang)

    drawn = [(claim, one) for claim in quality.drawn(conn) for one in claim.quality]
    seeds = quality.resolved_by(conn, [one.decision.partition("/")[0] for _, one in drawn])
    rows = []
    for claim, one in drawn:
        made = next(decision for decision in claim.decisions if decision.uid == one.decision)
        found = [plan.deficiencies[code].text.in_(lang) for code in one.deficiencies if code in plan.deficiencies]
        texts = (standing.kept_text(conn, digest) for digest in (one.note, one.praise) if digest)
        rows.append(
            (
                claim.number, made.resolution_no, said(one.why), seeds.get(one.decision.partition("/")[0], "")[:16],
                names.get(one.author) or one.author or "–", said(one.outcome or "WAITS"),
                "; ".join(filter(None, (*found, *texts))) or "–",
            )
        )  # fmt: skip
    columns = (
        Column(said("claim"), 0.14), Column(said("resolution"), 0.12), Column(said("why"), 0.13),
        Column(said("seed"), 0.17), Column(said("by"), 0.1), Column(said("result"), 0.12), Column(said("found"), 0.22),
    )  # fmt: skip
    own, share = case.drawing, plan.settings.quality_draw * 100
    told = said(
        "counts", share=f"{share.normalize():f}", awards=f"{own.awards:,}", drawn=f"{own.awards_drawn:,}",
        refusals=f"{own.refusals:,}", also=f"{own.refusals_drawn:,}",
    )  # fmt: skip
    return PlainList(
        said("title"), lang, day, (told, said("again")), Table(columns, tuple(rows)), is_sample=case.is_sample
    )  # fmt: skip


def write_quality_list(
    case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the list (PDF or CSV) and record that it left."""
    listed = quality_list(case_file.reader(), lang, day=korean_day(now))
    is_table = path.suffix.lower() == ".csv"
    data = as_csv(listed) if is_table else render(listed)
    body: dict[str, Any] = {"what": "QUALITY_LIST", "count": len(listed.table.rows)}
    body["sha256"] = hashlib.sha256(data).hexdigest()
    act, more = ("export", {"format": "csv", "masked": "YES"}) if is_table else ("print", {})
    with once_recorded(path, data):
        journal.append(case_file, signer, act, "case", body | more, made_at=now)
    return {"file": str(path), "rows": len(listed.table.rows), "sha256": body["sha256"]}

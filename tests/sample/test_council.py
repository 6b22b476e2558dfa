"""The simulated council answers for what its members declared, and takes figures from where they stand."""

import dataclasses
import datetime as dt
import io
import sqlite3
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from reviewer.casefile import proofs, standing
from reviewer.casefile.case_file import open_case
from reviewer.sample import binding, council
from reviewer.sample.demo import make_demo
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


def test_every_claim_is_decided_although_each_touches_what_somebody_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_demo(tmp_path / "first", claims=600, seed=7, review=0)
    with sqlite3.connect(str(first["case"])) as rows:
        names = [
            row[0] for row in rows.execute("SELECT DISTINCT representative FROM fact_rows WHERE representative <> ''")
        ]
    regions = ["서울", "경기", "부산", "제주", "인천", "대구", "경남", "경북", "세종", "강원"]
    declared = {"SIM-kfme-2": {"regions": regions}, "SIM-ksf-1": {"relatives": names[::3]}}
    monkeypatch.setattr(council, "INTERESTS", declared)
    made = make_demo(tmp_path / "second", claims=600, seed=7, review=8)
    assert made["decided"] >= 2
    with open_case(Path(str(made["case"]))) as case:
        claims = [standing.read_claim(case.writer, row[0]) for row in case.writer.execute("SELECT claim FROM claims")]
        decided = [claim for claim in claims if claim.decision is not None]
        assert any(claim.is_recused("SIM-ksf-1") for claim in decided)
        assert any("SIM-kfme-2" in claim.conflicts and not claim.is_recused("SIM-kfme-2") for claim in decided)
        for claim in decided:
            assert claim.decision is not None
            aside = {who for who, vote in claim.decision.votes.items() if vote == "RECUSED"}
            assert claim.recused <= aside


def sheet_of_sales(*lines: str) -> bytes:
    out = io.BytesIO()
    page = Canvas(out, pagesize=(400, 400))
    for place, line in enumerate(lines):
        page.drawString(60, 350 - 20 * place, line)
    page.save()
    return out.getvalue()


def test_sales_of_days_are_bound_to_the_line_they_stand_in(tmp_path: Path) -> None:
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.take_up(C)
    paper = proofs.put(
        room.case_file, sheet_of_sales("10/15  41,000", "10/16  52,000", "10/17  52,000", "10/18  63,000")
    )
    room.deliver(paper)
    room.do("sec", "receive_papers", C, papers=[{"document": paper, "kind": "SLS"}])
    claim = room.claim(C)
    accepted = [dataclasses.replace(one, verdict="ACCEPTED") for one in claim.papers if one.document == paper]
    daily = {"2022-10-14": 9, "2022-10-15": 41_000, "2022-10-16": 52_000, "2022-10-17": 52_000, "2022-10-18": 63_000}
    claim = dataclasses.replace(claim, papers=tuple(accepted))
    found = list(binding.day_sales(room.case_file, claim, daily, dt.date(2022, 10, 15)))
    assert [(one["day"], one["value"]) for one in found] == [("2022-10-15", "41000"), ("2022-10-18", "63000")]
    for body in found:  # 52,000 stands there twice, and could be either day
        assert room.refusals("law-1", "bind_fact", C, **body) == []
        left, top, right, bottom = (side / 10 for side in body["at"]["box"])
        with pypdfium2.PdfDocument(proofs.read(room.case_file, paper)) as opened:
            words = opened[0].get_textpage().get_text_bounded(left, 400 - bottom, right, 400 - top)
        assert f"{int(body['value']):,}" in words
    refused = dataclasses.replace(claim, papers=(dataclasses.replace(accepted[0], verdict="NOT_ACCEPTED"),))
    assert list(binding.day_sales(room.case_file, refused, daily, dt.date(2022, 10, 15))) == []
    room.case_file.close()

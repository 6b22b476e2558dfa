"""The simulated council answers for what its members declared, whichever claims a seed brings it."""

import sqlite3
from pathlib import Path

import pytest

from reviewer.casefile import standing
from reviewer.casefile.case_file import open_case
from reviewer.sample import council
from reviewer.sample.demo import make_demo


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

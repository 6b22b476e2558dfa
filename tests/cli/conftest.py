"""A case file with one claim, made by the command that takes in a delivery."""

from pathlib import Path

import pytest

from reviewer.cli import run
from tests.cli.told import SECRET

TABLE = "신청번호,상호,대표자,손실액\n2023-000001,하늘식당,김하늘,900000\n"


@pytest.fixture
def delivery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("CLAIM_REVIEWER_PASSPHRASE", SECRET)
    (tmp_path / "접수.csv").write_text(TABLE, "utf-8")
    return tmp_path / "접수.csv"


@pytest.fixture
def case(delivery: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = delivery.parent / "심의.casedb"
    assert run(["intake", str(path), str(delivery)]) == 0
    capsys.readouterr()
    return path

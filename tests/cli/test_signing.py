"""Letters of a computer with the council's certificate are signed as the command writes them."""

from pathlib import Path

import pytest

from reviewer.cli import run
from tests.documents.test_signing import NAME, certificate


def test_a_certificate_is_installed_asked_for_and_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, keys = tmp_path / "given.p12", str(tmp_path / "keys")
    file.write_bytes(certificate())
    monkeypatch.setenv("CLAIM_REVIEWER_SIGN_PASSPHRASE", "wrong")
    assert run(["certificate", "--install", str(file), "--keys", keys]) == 1
    assert "CLAIM_REVIEWER" not in capsys.readouterr().err
    monkeypatch.setenv("CLAIM_REVIEWER_SIGN_PASSPHRASE", "secret")
    assert run(["certificate", "--install", str(file), "--keys", keys]) == 0
    assert NAME in capsys.readouterr().out
    assert (tmp_path / "keys" / "council.p12").stat().st_mode & 0o077 == 0
    assert run(["certificate", "--keys", keys]) == 0
    assert "installed: True" in capsys.readouterr().out
    assert run(["certificate", "--remove", "--keys", keys]) == 0
    assert run(["certificate", "--keys", keys]) == 0
    assert "installed: False" in capsys.readouterr().out

"""What a command says: its one JSON document and its exit status."""

import json
from typing import Any

import pytest

from reviewer.cli import run

SECRET = "길고 긴 암호"


def told(capsys: pytest.CaptureFixture[str], *arguments: object, status: int) -> Any:
    assert run([*map(str, arguments), "--json"]) == status
    return json.loads(capsys.readouterr().out)

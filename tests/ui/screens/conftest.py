"""A case in which every screen has something to show, made once."""

import shutil
from pathlib import Path

import pytest

from tests.ui.screens.case_of_screens import make_case


@pytest.fixture(scope="session")
def case_of_screens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, made once."""
    return make_case(tmp_path_factory.mktemp("screens"))


@pytest.fixture
def case(case_of_screens: Path, tmp_path: Path) -> Path:
    """A copy of the case for one test."""
    for name in ("demo.casedb", "demo.documents"):
        shutil.copy(case_of_screens.parent / name, tmp_path / name)
    shutil.copytree(case_of_screens.parent / "keys", tmp_path / "keys")
    return tmp_path / "demo.casedb"

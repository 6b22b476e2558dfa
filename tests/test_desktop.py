"""What the desktop knows of the program: files pressed twice, the entries of a person, its licences and its name."""

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from reviewer import RESOURCES, __version__
from reviewer.desk import associating
from reviewer.desk.about import about
from reviewer.desk.licences import as_text, licences
from tests.conftest import ROOT

PRESSED = """
import sys
from PySide6.QtGui import QFileOpenEvent
sys.platform = "darwin"  # elsewhere the program is not shown its events
from reviewer.ui.program import Program
app = Program(sys.argv[:1])
app.case_pressed.connect(lambda path: print(repr(path), flush=True))
app.sendEvent(app, QFileOpenEvent(sys.argv[1]))
"""


def test_a_case_pressed_twice_on_a_mac_is_told_to_the_program() -> None:
    command = [sys.executable, "-c", PRESSED, "/사건/심의.casedb"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.stdout.strip() == repr(Path("/사건/심의.casedb")), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="Windows keeps keys, macOS reads the folder of the program")
def test_the_entries_of_a_person_are_written_and_taken_out_again(own_home: Path) -> None:
    written = [Path(one) for one in associating.associate()]
    assert all(path.is_relative_to(own_home) for path in written)
    entry = written[0].read_text("utf-8")
    assert f'Exec="{sys.executable}" "{ROOT / "main.py"}" %f' in entry
    assert "MimeType=application/x-claim-reviewer-case;" in entry
    assert '<glob pattern="*.casedb"/>' in written[1].read_text("utf-8")
    assert written[2].read_bytes() == (RESOURCES / "desktop" / "claim-reviewer.svg").read_bytes()
    assert sorted(associating.dissociate()) == sorted(map(str, written))
    assert associating.dissociate() == []


def test_everything_that_is_needed_is_named_with_its_licence_in_full() -> None:
    found = {one.name.casefold().replace("_", "-"): one for one in licences()}
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {one.split(">")[0].split(";")[0].strip().casefold().replace("_", "-") for one in needed}
    assert names <= set(found)
    assert {"python", "noto sans kr"} <= set(found)
    assert "hypothesis" not in found
    for one in found.values():
        assert one.texts, one.name
        assert sum(map(len, one.texts)) > 200, one.name
    qt = found["pyside6-essentials"]
    assert qt.version == metadata.version("PySide6_Essentials")
    assert any("may replace them" in text for text in qt.texts)
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in qt.texts)
    whole = as_text(licences())
    assert all(text in whole for one in found.values() for text in one.texts)


def test_the_program_says_which_version_it_is() -> None:
    told = about()
    assert told["version"] == __version__
    assert told["build"] == "checkout"
    assert all(told.values())

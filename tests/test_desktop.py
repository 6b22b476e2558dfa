"""What the desktop knows of the program: files pressed twice, the entries of a person, its licences and its name."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from reviewer import RESOURCES, __version__
from reviewer.desk import associating
from reviewer.desk.about import about
from reviewer.desk.licences import OWN, as_text, licences
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


@pytest.mark.skipif(sys.platform != "linux", reason="Windows keeps keys, macOS reads the folder of the program")
def test_a_percent_sign_in_the_path_of_the_program_is_no_code(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(associating, "_command", lambda: ["/usr/100%free/claim-reviewer"])
    entry = Path(associating.associate()[0]).read_text("utf-8")
    assert 'Exec="/usr/100%%free/claim-reviewer" %f\n' in entry
    associating.dissociate()


def test_everything_that_is_needed_is_named_with_its_licence_in_full() -> None:
    found = {one.name.casefold().replace("_", "-"): one for one in licences()}
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {one.split(">")[0].split(";")[0].strip().casefold().replace("_", "-") for one in needed}
    assert names <= set(found)
    assert {"python", "noto sans kr"} <= set(found)
    assert "hypothesis" not in found
    for one in found.values():
        assert one.licence, one.name
        assert one.texts, one.name
        assert sum(map(len, one.texts)) > 200, one.name
    qt = found["pyside6-essentials"]
    assert qt.version == metadata.version("PySide6_Essentials")
    assert any("may replace them" in text for text in qt.texts)
    assert any("GNU LESSER GENERAL PUBLIC LICENSE" in text for text in qt.texts)
    whole = as_text(licences())
    assert all(text in whole for one in found.values() for text in one.texts)


def test_the_program_comes_first_with_its_own_licence() -> None:
    first, *others = licences()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert (first.name, first.version) == (project["project"]["name"], __version__)
    assert first.licence == project["project"]["license"]["text"]
    assert first.texts == ((ROOT / "LICENSE").read_text("utf-8").strip(),)
    assert OWN not in {one.name for one in others}
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried["LICENSE"] == "reviewer/resources/licences/LICENSE"


def test_the_libraries_inside_the_packages_are_named_with_their_licences_in_full() -> None:
    found = {one.name: one for one in licences()}
    gpl = "GNU GENERAL PUBLIC LICENSE\n                       Version 2, June 1991"
    assert found["cryptography: OpenSSL"].licence == found["sqlcipher3: OpenSSL"].licence == "Apache-2.0"
    assert any("Apache License" in text for text in found["sqlcipher3: OpenSSL"].texts)
    assert any("ZETETIC LLC" in text for text in found["sqlcipher3: SQLCipher"].texts)
    assert any(gpl in text for text in found["pillow_heif: x265"].texts)
    whole = as_text(list(found.values()))
    assert all(words in whole for words in ("OpenSSL", "SQLCipher", "x265", gpl, "PySide6_Essentials: libraries in Qt"))


def test_every_library_beside_a_package_in_its_wheel_is_told_of() -> None:
    found = licences()
    also = {"openjp": "openjpeg", "sharpyuv": "webp", "webpdemux": "webp", "webpmux": "webp"}
    also |= {"brotlicommon": "brotli", "brotlidec": "brotli"}
    unknown = []
    for package in {one.name.partition(": ")[0] for one in found} - {OWN, "Python", "Noto Sans KR"}:
        told = as_text([one for one in found if one.name.partition(": ")[0] == package]).casefold()
        for file in metadata.files(package) or ():
            name = re.match(r"(?:lib)?([a-z]+)", file.name.casefold())
            if file.parts[0].endswith(".libs") and name and also.get(name[1], name[1]) not in told:
                unknown.append(f"{package}: {file.name}")
    assert unknown == []


def test_every_text_of_a_licence_is_used() -> None:
    folder = RESOURCES / "licences"
    bundled = tomllib.loads((folder / "bundled.toml").read_text("utf-8"))
    named = {name for one in (*bundled["records"].values(), *bundled["libraries"]) for name in one.get("texts", ())}
    assert named | {"bundled.toml"} == {path.name for path in folder.iterdir()}


def test_the_program_says_which_version_it_is() -> None:
    told = about()
    assert told["version"] == __version__
    assert told["build"] == "checkout"
    assert all(told.values())

"""The built program, moved away and started where there is no Python: sample, papers, signed letters, the window."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from reviewer import children
from reviewer.documents.gloves import Glovebox
from tests.conftest import ROOT
from tests.documents.test_signing import certificate

pytestmark = pytest.mark.xvfb
HIDES = 'for one in $HIDDEN; do mount -t tmpfs none "$one" || exit 97; done; exec "$@"'


class Built:
    """The folder of the built program, and a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.hidden = self._hidden()

    def environment(self) -> dict[str, str]:
        """No Python, no checkout, nothing of the person who runs the test."""
        kept = {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY") if name in os.environ}
        return {"HOME": str(self.home), "PATH": "/nowhere", "LANG": "C.UTF-8", **kept}

    def _hidden(self) -> list[str]:
        """Every folder of this Python, where a disk may be mounted over it for the program alone."""
        paths = sysconfig.get_paths()
        folders = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")} | {str(ROOT / "reviewer")}
        hidden = sorted(one for one in folders if Path(one).is_dir())
        tried = subprocess.run(self._line(hidden, ["/bin/true"]), env={"HIDDEN": " ".join(hidden)}, capture_output=True)
        return hidden if tried.returncode == 0 else []

    @staticmethod
    def _line(hidden: list[str], command: list[str]) -> list[str]:
        return ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", HIDES, "sh", *command] if hidden else command

    def start(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run the program to its end."""
        command = [str(self.folder / "claim-reviewer"), *map(str, arguments)]
        env = {**self.environment(), "HIDDEN": " ".join(self.hidden)}
        return subprocess.run(
            self._line(self.hidden, command), env=env, cwd="/", capture_output=True, text=True, encoding="utf-8",
            timeout=300,
        )  # fmt: skip

    def told(self, *arguments: object) -> Any:
        """What a command says as JSON."""
        done = self.start(*arguments, "--json")
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return json.loads(done.stdout)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built by the one configuration, then moved to another folder."""
    if sys.platform != "linux":
        pytest.skip("looks into Linux binaries")
    there = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--distpath", str(there),
               "--workpath", str(ROOT / "build" / "bundle"), "bundle/claim-reviewer.spec"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-4000:]
    moved = there / "다른 곳"
    (there / "claim-reviewer").rename(moved)
    return Built(moved, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def demo(built: Built) -> Path:
    """A sample case that the built program made."""
    folder = built.home / "demo"
    built.told("demo", folder, "--claims", 10, "--review", 2, "--seed", 5)
    return folder


def test_it_makes_a_sample_and_proves_it(built: Built, demo: Path) -> None:
    report = built.told("check", demo / "demo.casedb", "--documents")
    assert report["ok"], report
    assert report["claims"] == 10


def test_papers_are_opened_behind_the_same_walls(built: Built, demo: Path) -> None:
    papers = [path for path in sorted((demo / "delivery" / "proofs").rglob("*")) if path.is_file()]
    kinds = {path.suffix: path for path in papers}
    pictures = built.home / "pictures"
    for told in built.told("inspect", *kinds.values(), "--png", pictures):
        assert told["opened"], told
        assert told["problem"] is None, told
    assert list(pictures.glob("*.png"))


def test_the_child_has_no_window_and_raises_every_wall(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "IS_BUILT", True)
    monkeypatch.setattr(sys, "executable", str(built.folder / "claim-reviewer"))
    glovebox = Glovebox(["document:pages"])
    try:
        glovebox.wait_ready()
        status = Path(f"/proc/{glovebox.pid}/status").read_text("utf-8")
        mapped = Path(f"/proc/{glovebox.pid}/maps").read_text("utf-8")
    finally:
        glovebox.end()
    assert glovebox.sandbox == "seccomp"
    assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
    assert f"{built.folder}/claim-reviewer-child" in mapped
    assert "PySide6" not in mapped
    assert "Qt6" not in mapped
    assert sysconfig.get_path("stdlib") not in mapped


def test_letters_leave_signed(built: Built, demo: Path) -> None:
    given = built.home / "council.p12"
    given.write_bytes(certificate())
    secret = built.home / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    assert built.told("certificate", "--install", given, "--sign-passphrase-file", secret)["installed"]
    out = built.home / "letters"
    told = built.told("letters", demo / "demo.casedb", "--out", out, "--as", "SIM-secretary", "--keys", demo / "keys",
                      "--sign-passphrase-file", secret)  # fmt: skip
    letters = sorted(out.rglob("*.pdf")) or sorted((demo / "letters").rglob("*.pdf"))
    assert letters, told
    assert built.told("verify", letters[0])["genuine"] is not False


def test_the_window_opens_to_the_painted_list(built: Built, demo: Path) -> None:
    done = built.start("--exit-after-paint", demo / "demo.casedb")
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "painted"


def test_every_package_in_it_is_named_with_its_licence(built: Built) -> None:
    from PyInstaller.archive.readers import CArchiveReader

    owners = metadata.packages_distributions()
    modules: set[str] = set()
    for name in ("claim-reviewer", "claim-reviewer-child"):
        archive = CArchiveReader(str(built.folder / name))
        modules |= {one.partition(".")[0] for one in archive.open_embedded_archive("PYZ.pyz").toc}
    modules |= {path.name.partition(".")[0] for path in (built.folder / "_internal").iterdir()}
    wanted = {re.sub(r"[-_.]+", "-", owner).lower() for one in modules for owner in owners.get(one, ())}
    told = {re.sub(r"[-_.]+", "-", one["name"]).lower(): one for one in built.told("licences")}
    assert {"pyside6-essentials", "reportlab", "sqlcipher3", "pypdfium2"} <= wanted
    assert wanted <= set(told)
    assert [name for name, one in told.items() if not (one["texts"] and one["licence"])] == []
    whole = built.home / "licences.txt"
    assert built.start("licences", "--out", whole).returncode == 0
    named = ("GNU LESSER GENERAL PUBLIC LICENSE", "sqlcipher3: SQLCipher", "sqlcipher3: OpenSSL", "pillow_heif: x265")
    assert all(words in whole.read_text("utf-8") for words in named)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="this system does not tell whose a library is that way")
def test_the_libraries_of_the_system_in_it_are_named_with_their_licence(built: Built) -> None:
    told = {one["name"] for one in built.told("licences")}
    packages = Path(metadata.distribution("shiboken6").locate_file("")).resolve()
    known = {file.name for place in (packages, Path(sys.base_prefix) / "lib") for file in place.rglob("*.so*")}
    strange = [file.name for file in (built.folder / "_internal").glob("lib*.so*") if file.name not in known]
    assert "libxkbcommon.so.0" in strange
    for name in strange:
        found = subprocess.run(["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True).stdout
        assert {line.partition(":")[0] for line in found.splitlines()} & told, name


def test_it_stays_small_and_holds_nothing_of_the_network_or_the_makers(built: Built) -> None:
    files = [path for path in built.folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) < 280 * 1024 * 1024
    resources = built.folder / "_internal" / "reviewer" / "resources"
    assert (resources / "manual" / "for-reviewers.ko.md").is_file()
    assert (resources / "build.txt").read_text("utf-8")
    names = " ".join(str(path.relative_to(built.folder)) for path in files)
    assert not re.search(r"Qt6?(Network|Qml|Quick|WebEngine|Pdf)\b|pytest|hypothesis|numpy|pandas", names)


def test_a_case_is_opened_from_the_desktop(built: Built) -> None:
    written = [Path(one) for one in built.told("associate")["written"]]
    assert [path.suffix for path in written] == [".desktop", ".xml", ".svg"]
    assert f'Exec="{built.folder / "claim-reviewer"}" %f' in written[0].read_text("utf-8")
    if check := shutil.which("desktop-file-validate"):
        assert subprocess.run([check, written[0]], capture_output=True, text=True).stdout == ""
    assert sorted(built.told("associate", "--remove")["removed"]) == sorted(map(str, written))
    assert not any(path.exists() for path in written)

"""The installed program carries everything it needs."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built by the pinned backend without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content as an installer would lay it out."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_carries_every_resource_byte_for_byte(unpacked: Path) -> None:
    wanted = [path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()]
    missing = [str(path) for path in wanted if not (unpacked / "reviewer" / path).is_file()]
    assert len(wanted) >= 5
    assert not missing
    assert all((unpacked / "reviewer" / path).read_bytes() == (ROOT / path).read_bytes() for path in wanted)


def test_the_wheel_carries_the_manual_with_its_pictures(unpacked: Path) -> None:
    manual = unpacked / "reviewer" / "resources" / "manual"
    for lang in ("ko", "en"):
        text = (manual / f"for-reviewers.{lang}.md").read_text("utf-8")
        wanted = re.findall(r"\]\(([^)#:]+)\)", text)
        assert len(wanted) > 5
        assert [name for name in wanted if not (manual / name).is_file()] == []


def test_the_wheel_carries_every_module_and_no_test(unpacked: Path) -> None:
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reviewer").rglob("*.py")}
    inside = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.py")}
    assert inside == wanted


def test_the_installed_name_starts_the_app(unpacked: Path) -> None:
    (entry_points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "claim-reviewer = reviewer.__main__:main" in entry_points.read_text()


def test_the_installed_program_finds_its_own_resources(unpacked: Path, tmp_path: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from reviewer import RESOURCES; print(RESOURCES)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert Path(done.stdout.strip()) == unpacked / "reviewer" / "resources"


def test_wheel_and_module_agree_on_the_version(wheel: Path) -> None:
    from reviewer import __version__

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in declared, "it stands in reviewer/__init__.py alone"
    assert wheel.name.startswith(f"claim_reviewer-{__version__}-")


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    subprocess.run([*build, "-t", "wheel"], cwd=unpacked, check=True, capture_output=True, timeout=120)
    (again,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        assert {one.filename: one.CRC for one in first.infolist()} == {
            one.filename: one.CRC for one in second.infolist()
        }

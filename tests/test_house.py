"""The rules of the house that no tool checks by itself; see docs/decisions/0001-rooms-and-imports.md."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reviewer.rules import korean
from reviewer.rules.problem import CODES

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "reviewer" / "app.py"

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core", "logic"}
FUNCTION_LIMIT, FUNCTION_SOFT, FILE_LIMIT, FILE_SOFT = 60, 45, 400, 300
SQL_LIBRARIES = {"sqlite3", "sqlite_utils", "sqlcipher3", "pysqlite3", "apsw"}
SQL = re.compile(
    r"\bSELECT\s[\s\S]*\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b"
    r"|\bCREATE\s+(TEMP\s+|VIRTUAL\s+|UNIQUE\s+)?(TABLE|VIEW|INDEX|TRIGGER)\b|\bPRAGMA\s+\w+|\bBEGIN\s+IMMEDIATE\b"
    r"|^\s*(select\s[\s\S]*\bfrom\s+\w|insert\s+into\s+\w|update\s+\w+\s+set\s|delete\s+from\s+\w|pragma\s+\w)"
)
PARSERS = {
    *("PIL", "pillow_heif", "pypdfium2", "pypdfium2_raw", "docx", "python_calamine", "openpyxl"),
    *("zipfile", "tarfile", "lxml", "olefile", "msoffcrypto", "hwp_hwpx_parser"),
}
WRITERS = {
    # Rooms that make such files themselves, and never open one that a stranger sent.
    "letters": {"zipfile", "PIL", "msoffcrypto"},
    "sample": {"zipfile", "PIL", "pillow_heif", "docx", "msoffcrypto"},
}
HEAVY = ("sqlite_utils", "reportlab", "PIL", "openpyxl", "numpy", "pypdfium2")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|crates\.io|conda\.(org|io)|docker\.io|ghcr\.io|registry\.\w+\.\w+",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.~/:-])/(?:work|root|tmp|home|opt|Users)/\w")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".lock",
    ".yml",
    ".yaml",
    ".json",
    ".qss",
    ".svg",
    ".ts",
    ".cfg",
    ".ini",
    "",
}


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the program."""
    return tuple(sorted((ROOT / "reviewer").rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The room a module lives in: `rules`, `ui`, or the module itself (`app`, `cli`)."""
    return path.relative_to(ROOT / "reviewer").parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, also those inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string that is not a docstring or another bare string."""
    found = tree(path)
    bare = {id(node.value) for node in ast.walk(found) if isinstance(node, ast.Expr)}
    for node in ast.walk(found):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


def tracked() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def child(program: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines in a fresh interpreter of this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def no_offence(offences: list[str]) -> None:
    """Fail with one offence a line."""
    assert not offences, "\n" + "\n".join(offences)


# --- rooms ----------------------------------------------------------------------------------------------


def test_imports_go_down_only() -> None:
    done = child("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_has_a_name_that_accepts_everything() -> None:
    no_offence([short(path) for path in modules() if VAGUE & set(path.stem.split("_"))])


def test_only_the_casefile_room_speaks_sql() -> None:
    offences = []
    for path in modules():
        if room(path) == "casefile":
            continue
        named = ((line, name) for line, name in imports(path) if name.split(".")[0] in SQL_LIBRARIES)
        offences += [f"{short(path)}:{line} imports {name}" for line, name in named]
        offences += [f"{short(path)}:{line} says SQL: {text[:60]}" for line, text in texts(path) if SQL.search(text)]
    no_offence(offences)


def test_only_the_documents_room_opens_strangers_bytes() -> None:
    offences = []
    for path in modules():
        if room(path) == "documents":
            continue
        forbidden = PARSERS - WRITERS.get(room(path), set())
        named = ((line, name) for line, name in imports(path) if name.split(".")[0] in forbidden)
        offences += [f"{short(path)}:{line} imports {name}" for line, name in named]
    no_offence(offences)


def test_the_window_never_decodes_an_image_file_by_itself() -> None:
    """QImage decodes PDF and SVG inside a file called .jpg, so windows get pixels from the glovebox only."""
    pattern = re.compile(r"\b(QImageReader|QMovie|QPdfDocument|loadFromData|fromData)\b")
    found = [(path, number, line) for path in modules() if room(path) == "ui" for number, line in numbered(path)]
    no_offence([f"{short(path)}:{number} {line.strip()}" for path, number, line in found if pattern.search(line)])


def test_nobody_pumps_the_event_loop() -> None:
    word = "process" + "Events("
    everywhere = [*modules(), *(ROOT / "tests").rglob("*.py")]
    no_offence([f"{short(path)}:{n}" for path in everywhere for n, line in numbered(path) if word in line])


def test_items_of_layouts_are_touched_in_one_place_only() -> None:
    """Qt frees them without telling Python; `reviewer.ui.parts` says what follows from that."""
    taking = re.compile(r"\.(?:itemAt|takeAt|removeWidget|removeItem)\(")
    places = ((path, n, line) for path in modules() if room(path) == "ui" for n, line in numbered(path))
    no_offence([f"{short(path)}:{n}" for path, n, line in places if taking.search(line) and path.name != "parts.py"])


def test_every_tip_shows_words_of_strangers_as_they_were_written() -> None:
    """Qt takes what looks like marks of a page for one, with pictures to load; `reviewer.ui.tips` does not let it."""
    bare = re.compile(r"\.setToolTip\b|\bQToolTip\b")
    places = ((path, n, line) for path in modules() if room(path) == "ui" for n, line in numbered(path))
    no_offence([f"{short(path)}:{n}" for path, n, line in places if bare.search(line) and path.name != "tips.py"])


def test_windows_take_their_colours_from_the_look() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?\b|^#[0-9A-Fa-f]{3}$|\brgba?\(\s*\d")
    pairs = ((path, line, text) for path in modules() if room(path) == "ui" for line, text in texts(path))
    no_offence([f"{short(path)}:{line} {text[:40]}" for path, line, text in pairs if colour.search(text)])


def numbered(path: Path) -> list[tuple[int, str]]:
    """The lines of a file with their numbers, from 1."""
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


# --- size and shape -------------------------------------------------------------------------------------


def functions() -> list[tuple[int, str]]:
    """Length in lines and place of every function."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{short(path)}:{node.lineno} {node.name}")
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, kinds)
    ]


def test_every_module_says_first_what_it_is_for() -> None:
    silent = [path for path in modules() if not (ast.get_docstring(tree(path)) or "").strip()]
    late = [path for path in modules() if not path.read_text(encoding="utf-8").startswith('"""')]
    no_offence(sorted({short(path) for path in [*silent, *late]}))


def test_functions_fit_on_a_screen() -> None:
    no_offence([f"{place}: {length} lines" for length, place in functions() if length > FUNCTION_LIMIT])


def test_nineteen_functions_in_twenty_are_short() -> None:
    lengths = functions()
    long = sorted((pair for pair in lengths if pair[0] > FUNCTION_SOFT), reverse=True)
    print(f"{len(long)} of {len(lengths)} functions are longer than {FUNCTION_SOFT} lines")
    assert len(long) * 20 <= len(lengths), "\n".join(f"{place}: {length} lines" for length, place in long)


def test_files_stay_readable_in_one_sitting() -> None:
    lengths = [(len(numbered(path)), short(path)) for path in modules()]
    over_soft = [f"{place}: {length} lines" for length, place in sorted(lengths, reverse=True) if length > FILE_SOFT]
    print(f"{len(over_soft)} of {len(lengths)} files are longer than {FILE_SOFT} lines:", *over_soft, sep="\n")
    no_offence([f"{place}: {length} lines" for length, place in lengths if length > FILE_LIMIT])


# --- problems and their words ---------------------------------------------------------------------------


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The words of every problem in one language."""
    text = (ROOT / "resources" / "i18n" / f"problems.{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def placeholders(entry: dict[str, str]) -> set[str]:
    """The facts that the words of one problem name."""
    return {name for text in entry.values() for name in korean.placeholders(text)}


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Place, code and fact names of every `Problem(...)` here; None where the facts are passed on."""
    for path in modules():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                names = {keyword.arg for keyword in node.keywords}
                facts = None if None in names else {str(name) for name in names}
                yield f"{short(path)}:{node.lineno}", str(node.args[0].value), facts


def test_every_problem_raised_is_a_known_one() -> None:
    no_offence([f"{place} raises unknown {code}" for place, code, _ in raised() if code not in CODES])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_problem_has_its_words(language: str) -> None:
    keys = ("what", "safe", "next")
    spoken = words(language)
    missing = [
        f"[{code}] {key}" for code in sorted(CODES) for key in keys if not spoken.get(code, {}).get(key, "").strip()
    ]
    strange = [f"[{code}] is no problem code" for code in sorted(spoken.keys() - CODES)]
    odd = [f"[{code}] {key} is no known key" for code, entry in spoken.items() for key in entry if key not in keys]
    no_offence([f"problems.{language}.toml: {line}" for line in missing + strange + odd])


def test_both_languages_name_the_same_facts() -> None:
    english, korean = words("en"), words("ko")
    no_offence(
        [
            f"[{code}] en {sorted(placeholders(english[code]))} ko {sorted(placeholders(korean[code]))}"
            for code in sorted(english.keys() & korean.keys())
            if placeholders(english[code]) != placeholders(korean[code])
        ]
    )


def test_every_fact_in_the_words_is_given_where_the_problem_is_raised() -> None:
    spoken = words("en")
    no_offence(
        [
            f"{place} raises {code} without {', '.join(sorted(placeholders(spoken[code]) - facts))}"
            for place, code, facts in raised()
            if facts is not None and code in spoken and not placeholders(spoken[code]) <= facts
        ]
    )


def test_korean_words_are_korean_and_have_no_particle_to_choose() -> None:
    hangul, guess = re.compile("[가-힣]"), re.compile(r"을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로")
    lines = [(code, key, text) for code, entry in words("ko").items() for key, text in entry.items()]
    no_offence(
        [f"[{code}] {key}: {text}" for code, key, text in lines if guess.search(text) or not hangul.search(text)]
    )


# --- what the repository says ---------------------------------------------------------------------------


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    offences = []
    for path in tracked():
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = REGISTRIES.search(line) or MACHINE_PATHS.search(line)
            if found:
                offences.append(f"{short(path)}:{number} {found.group()}")
    no_offence(offences)


def test_every_decision_is_one_page_with_all_its_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    parts = ("## Status", "## Context", "## Decision", "## Consequences", "## Alternatives")
    offences = []
    for number, page in enumerate(pages, 1):
        lines = page.read_text(encoding="utf-8").splitlines()
        if not page.name.startswith(f"{number:04}-") or not lines[0].startswith(f"# {number}. "):
            offences.append(f"{page.name}: number {number} expected in name and title")
        offences += [f"{page.name}: no {part}" for part in parts if part not in lines]
        offences += [f"{page.name}: {len(lines)} lines"] if len(lines) > 70 else []
    assert len(pages) >= 4
    no_offence(offences)


def test_every_link_between_the_pages_leads_somewhere() -> None:
    offences = []
    for page in (path for path in tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                offences.append(f"{short(page)}: {target}")
    no_offence(offences)


# --- dependencies ---------------------------------------------------------------------------------------


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)[^\n]*((?:\n    --hash=\S+(?: \\)?)*)", lock, re.MULTILINE)
    pins = {canonicalize_name(name): version for name, version, _ in blocks}
    offences = [f"{name} has no hash" for name, _, hashes in blocks if "--hash=sha256:" not in hashes]
    for requirement in wanted:
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            offences.append(f"{requirement} is pinned as {version}: run make lock")
    no_offence(offences)


def test_qt_survives_five_thousand_signals() -> None:
    """PySide6 6.12.0 on Python 3.11 lost a reference at each emit and aborted after some thousand."""
    done = child(
        "from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n"
        "    rung = Signal(bool)\n"
        "bell, heard = Bell(), []\n"
        "bell.rung.connect(heard.append)\n"
        "for _ in range(5_000):\n"
        "    bell.rung.emit(True)\n"
        "print(len(heard))\n"
    )
    assert (done.returncode, done.stdout.strip()) == (0, "5000"), done.stderr


def test_sqlite_is_free_of_the_wal_reset_bug() -> None:
    """All versions below 3.51.3 can corrupt a WAL file that two connections use."""
    import sqlcipher3

    assert sqlcipher3.sqlite_version_info >= (3, 51, 3)


@pytest.mark.skipif(not APP.exists(), reason="reviewer/app.py is not written yet")
def test_starting_the_program_loads_nothing_heavy() -> None:
    """What is not needed for the first paint is imported after it."""
    done = child(f"import sys, reviewer.app; print(*(name for name in {HEAVY!r} if name in sys.modules))")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []

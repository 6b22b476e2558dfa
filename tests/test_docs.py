"""The documents say what the program does: commands, codes, keys, files and links."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from reviewer import RESOURCES
from reviewer.casefile.case_file import DOCUMENTS_VERSION, SCHEMA_VERSION
from reviewer.cli import commands
from reviewer.documents.delivery import _REFUSALS
from reviewer.documents.pdf_dangers import _SIGNS
from reviewer.documents.slips import PROBLEMS
from reviewer.rules.acts import ACTS
from reviewer.rules.plan import Plan
from reviewer.rules.problem import CODES
from reviewer.sample.faults import BY_CODE
from tests import doc_tables

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDES = (DOCS / "for-reviewers.ko.md", DOCS / "for-reviewers.en.md")
TEXTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
NAMED = re.compile(
    r"`((?:docs|resources|reviewer|tests|benchmarks|\.ci)/[\w./-]+|Makefile|main\.py|requirements\.lock)`"
)
TOLD = r'(?:yield \(?|code=)"(\w+)"'
"""How the modules of a check write what they found."""
NETWORK = {
    "http",
    "urllib.request",
    "ssl",
    "ftplib",
    "smtplib",
    "requests",
    "asyncio",
    "PySide6.QtNetwork",
    "webbrowser",
}


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def interface() -> str:
    return text(DOCS / "interface.md")


def codes_in(room: str, pattern: str) -> set[str]:
    """Every code that the modules of a room or of a folder write in this form."""
    files = [ROOT / "reviewer" / room] if room.endswith(".py") else sorted((ROOT / "reviewer" / room).rglob("*.py"))
    return {found for file in files for found in re.findall(pattern, text(file))}


def options() -> Iterator[tuple[str, str]]:
    for name, command in commands.commands.items():
        for one in command.params:
            for opt in one.opts if isinstance(one, click.Option) else ():
                yield name, opt


def test_every_command_stands_in_the_interface() -> None:
    missing = [name for name in commands.commands if f"`{name} " not in interface()]
    assert not missing


def test_every_option_of_every_command_stands_in_the_interface() -> None:
    missing = [f"{name} {opt}" for name, opt in options() if not re.search(rf"{opt}(?![\w-])", interface())]
    assert not missing


def test_every_option_that_the_interface_names_exists() -> None:
    known = {opt for _, opt in options()} | {"--help"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", interface()))
    assert named <= known


def test_the_tables_of_the_interface_are_those_of_the_program() -> None:
    assert doc_tables.filled(interface()) == interface(), "run `make tables`"


@pytest.mark.parametrize("wanted", [sorted(CODES), sorted(ACTS), sorted(_REFUSALS), sorted(BY_CODE), PROBLEMS[1:]])
def test_every_code_stands_in_the_interface(wanted: list[str]) -> None:
    missing = [code for code in wanted if not re.search(rf"[` ]{code}[` ]", interface())]
    assert not missing


def test_every_refusal_of_intake_stands_in_the_interface() -> None:
    used = codes_in("desk", r'refuse\("(\w+)"') | codes_in("desk", r'RefusedCell\([^"\n]*"(\w+)"')
    used |= codes_in("desk/sources.py", r'return "(\w+)"') | codes_in("documents", r'return "(\w+)", b""')
    missing = [code for code in sorted(used) if f"| `{code}` |" not in interface()]
    assert used
    assert not missing


def test_every_warning_of_inspect_stands_in_the_interface() -> None:
    used = codes_in("documents", r'(?:warnings|found)\.add\("(\w+)"\)') | {code for code, _ in _SIGNS}
    used |= codes_in("documents", r'outline\.warnings\.add\("(\w+)"\)') | {"wrong_extension"}
    missing = [code for code in sorted(used) if f"| `{code}` |" not in interface()]
    assert len(used) > 10
    assert not missing


def test_every_finding_of_check_stands_in_the_case_file_document() -> None:
    used = set().union(*(codes_in(f"casefile/{name}.py", TOLD) for name in ("check", "check_chains", "sealing")))
    missing = [code for code in sorted(used) if f"`{code}`" not in text(DOCS / "case-file.md")]
    assert {"entry_moved", "entry_replayed", "sealed_entry_missing"} < used
    assert not missing


def test_the_case_file_document_names_the_present_shapes() -> None:
    assert f"is the shape ({SCHEMA_VERSION})" in text(DOCS / "case-file.md")
    assert f"(since {DOCUMENTS_VERSION})" in text(DOCS / "case-file.md")


def test_every_break_of_the_journal_has_its_sentence() -> None:
    used = codes_in("casefile/check_chains.py", TOLD) | codes_in("casefile/sealing.py", TOLD)
    for lang in ("ko", "en"):
        words = tomllib.loads(text(ROOT / "resources" / "i18n" / f"codes.{lang}.toml"))["break"]
        assert used <= words.keys(), lang


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_link_and_every_file_named_is_there(path: Path) -> None:
    links = [link for link in LINK.findall(text(path)) if not re.match(r"\w+:", link)]
    missing = [link for link in links if not (path.parent / link).exists()]
    missing += [name for name in NAMED.findall(text(path)) if "*" not in name and not (ROOT / name).exists()]
    assert not missing


def test_every_picture_is_shown_somewhere() -> None:
    shown = "".join(text(path) for path in TEXTS)
    assert [one.name for one in sorted((DOCS / "screenshots").glob("*.png")) if one.name not in shown] == []


def test_every_decision_stands_in_the_index() -> None:
    index = text(DOCS / "decisions" / "README.md")
    pages = sorted((DOCS / "decisions").glob("0*.md"))
    assert [page.name for page in pages if page.name not in index] == []
    for page in pages:
        title = text(page).splitlines()[0].removeprefix("# ").partition(". ")[2]
        assert title in index


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_the_guide_mentions_every_key(path: Path) -> None:
    table = tomllib.loads((ROOT / "resources" / "look" / "keys.toml").read_text("utf-8"))
    lines = [line for group in table.values() for line in group.values()]
    keys = {key.replace("Return", "Enter") for line in lines for key in line["keys"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in text(path)] == []


@pytest.mark.parametrize(("path", "language"), list(zip(GUIDES, ("ko", "en"), strict=True)), ids=("ko", "en"))
def test_the_guide_mentions_every_stage_and_outcome(path: Path, language: str, plan: Plan) -> None:
    words = [row.ko if language == "ko" else row.en for row in plan.stages.values()]
    words += [row.in_(language) for row in (plan.dispositions[code].word for code in ("APPROVED_FULL", "REFERRED"))]
    assert [word for word in words if word not in text(path)] == []


def test_both_guides_have_the_same_chapters_and_pictures() -> None:
    korean, english = (text(path) for path in GUIDES)
    assert re.findall(r"(?m)^## (\d+)\.", korean) == re.findall(r"(?m)^## (\d+)\.", english)
    pictures = [re.findall(r"screenshots/([\w-]+)-(?:ko|en)\.png", one) for one in (korean, english)]
    assert pictures[0] == pictures[1]
    assert korean.count("\n|") == english.count("\n|")


def test_every_act_that_the_guides_name_exists() -> None:
    for path in GUIDES:
        named = set(re.findall(r"`([a-z]+_[a-z_]+)`", text(path))) - {"public_key"}
        assert named <= set(ACTS)


def test_the_program_imports_nothing_that_connects() -> None:
    """But for the child that signs, whose library wants an event loop: behind its walls there are no sockets."""
    found = []
    for file in sorted((ROOT / "reviewer").rglob("*.py")):
        if file.name == "signing_child.py":
            continue
        for node in ast.walk(ast.parse(text(file))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{file.name}: {name}" for name in names if name in NETWORK or name.split(".")[0] in NETWORK]
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket":
                found += [f"{file.name}: socket.{node.attr}"] if node.attr != "gethostname" else []
    assert found == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda one: one.name)
def test_the_guide_names_the_places_and_the_section_of_the_person_as_the_window_does(guide: Path) -> None:
    words = tomllib.loads((RESOURCES / "i18n" / f"actions.{guide.suffixes[0][1:]}.toml").read_text("utf-8"))["action"]
    places = ("work", "claims", "triage", "meeting", "letters", "figures")
    assert f"**{' · '.join(words[f'go_{place}'] for place in places)}**" in text(guide)
    assert f"**{words['settings_person']}**" in text(guide)

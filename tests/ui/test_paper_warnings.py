"""What is dangerous in a paper is named above it, in words of both languages, whatever the glovebox can notice."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.desk.wording import word_for
from reviewer.ui.look import read_look
from reviewer.ui.reader.paper_warnings import APPROXIMATE, NEVER_RUN, PaperWarnings
from tests.conftest import ROOT

ROOM = ROOT / "reviewer" / "documents"
HOLDERS = {"warnings", "found"}
TABLES = {"warnings", "_SIGNS", "_OUTSIDE_ACTIONS"}


def strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def holder_of(called: ast.Attribute) -> str:
    """The name of the set that something is added to: `warnings` of outline.warnings.add."""
    inner = called.value
    return inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")


def codes_in(path: Path) -> Iterator[str]:
    """Every code that a module of documents/ puts among the warnings of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "add" and holder_of(node.func) in HOLDERS:
                yield from strings(node.args[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unreadable":
            yield from (code for more in node.args[1:] for code in strings(more))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if {getattr(target, "id", "") for target in targets} & TABLES:
                yield from strings(node.value)


def every_code() -> set[str]:
    modules = {path.stem for path in ROOM.glob("*.py")}
    return {code for path in ROOM.glob("*.py") for code in codes_in(path)} - modules


def test_the_search_for_codes_finds_those_of_every_kind_of_paper() -> None:
    known = {"javascript", "launch_action", "external_link", "attachment", "macro", "formula", "hidden_sheet"}
    known |= {"wrong_extension", "encrypted", "font_substituted", "repaired", "truncated", "odd_characters"}
    assert known | {"distribution", "refused_members"} <= every_code()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_warning_the_glovebox_can_give_has_its_word_and_its_meaning(language: str) -> None:
    for code in {*every_code(), *NEVER_RUN, APPROXIMATE}:
        for kind in ("warning", "warning_meaning"):
            said = word_for(kind, code, language)
            assert said != code, f"{kind} {code}"
            assert any("가" <= letter <= "힣" for letter in said) == (language == "ko"), said


@pytest.fixture
def banner(qtbot: QtBot) -> PaperWarnings:
    found = PaperWarnings(read_look("light", 100, False))
    qtbot.addWidget(found)
    return found


def shown(banner: PaperWarnings) -> list[str]:
    return [one.text() for one in banner.findChildren(QLabel) if one.isVisibleTo(banner)]


def test_what_would_act_is_named_first_as_never_run(banner: PaperWarnings) -> None:
    banner.show_warnings(("external_link", "font_substituted", "javascript"))
    first, second = shown(banner)
    assert first == "⚠ Scripts, links to the outside: named here, never run or opened."
    assert second == "A font was replaced"


def test_what_was_counted_is_named_with_its_number(banner: PaperWarnings, qtbot: QtBot) -> None:
    counts = {"javascript": 2, "external_link": 1, "attachment": 1, "formula": 1_200}
    banner.show_warnings(("attachment", "external_link", "formula", "javascript", "macro"), counts)
    first, second = shown(banner)
    assert first.startswith("⚠ 2 scripts, macros, 1 outside link, 1 embedded file: named here")
    assert second == "1,200 formulas (never worked out here)"
    banner.show_warnings(banner.codes, {**counts, "javascript": 3})
    qtbot.waitUntil(lambda: any("3 scripts" in text for text in shown(banner)))


def test_what_it_means_is_one_key_away_and_never_only_a_tip(banner: PaperWarnings) -> None:
    banner.show_warnings(("macro", "hidden_sheet"))
    before = shown(banner)
    banner.more.click()
    assert len(shown(banner)) == len(before) + 2
    assert any("values are those that were saved last" in text for text in shown(banner))
    assert not any(one.toolTip() for one in banner.findChildren(QLabel))
    banner.more.click()
    assert shown(banner) == before


def test_a_paper_without_warnings_leaves_the_place_to_the_page(banner: PaperWarnings) -> None:
    banner.show_warnings(("macro",))
    banner.show_warnings(())
    assert banner.isHidden()
    banner.show_warnings(("macro",))
    assert not banner.isHidden()

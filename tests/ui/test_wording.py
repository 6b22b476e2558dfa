"""Every text of the windows is there in both languages, and none is there for nothing."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QLabel
from pytestqt.qtbot import QtBot

from reviewer.desk.wording import problem_parts
from reviewer.rules.korean import placeholders
from reviewer.rules.problem import Problem
from reviewer.ui.key_file import HANGUL
from reviewer.ui.keys import key_map
from reviewer.ui.wording import korean_table, tr, use_language
from tests.conftest import ROOT


def texts_of_the_windows() -> Iterator[tuple[str, str]]:
    """Place and text of every `tr("…")` and the plural of every `tr_many("…", "…", n)`."""
    for path in [*sorted((ROOT / "reviewer" / "ui").rglob("*.py")), ROOT / "reviewer" / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "tr_many"):
                wanted = node.args[0] if node.func.id == "tr" else node.args[1]
                if isinstance(wanted, ast.Constant):
                    yield f"{path.name}:{node.lineno}", str(wanted.value)


def test_no_korean_text_is_missing() -> None:
    table = korean_table()
    missing = sorted({f"{place} {text!r}" for place, text in texts_of_the_windows() if not table.get(text, "").strip()})
    assert not missing, "\n" + "\n".join(missing)


def test_no_korean_text_is_unused() -> None:
    used = {text for _, text in texts_of_the_windows()}
    assert sorted(korean_table().keys() - used) == []


def test_no_text_stands_in_two_files_since_one_of_them_would_be_shown_where_the_other_was_meant() -> None:
    found = Counter(
        text
        for path in (ROOT / "resources" / "i18n").glob("ui*.ko.toml")
        for text in tomllib.loads(path.read_text("utf-8"))
    )
    assert [text for text, times in found.items() if times > 1] == []


def test_both_languages_name_the_same_values() -> None:
    odd = [text for text, korean in korean_table().items() if placeholders(text) != placeholders(korean)]
    assert odd == []


def test_korean_texts_never_leave_a_particle_to_choose() -> None:
    guess = re.compile(r"을\(를\)|이\(가\)|은\(는\)|와\(과\)|\(으\)로")
    assert [text for text in korean_table().values() if guess.search(text)] == []


def test_the_language_changes_at_once_and_back(qtbot: QtBot, qapp: object) -> None:
    kept: list[object] = []
    use_language(qapp, "ko", kept)  # type: ignore[arg-type]
    assert tr("Claims") == "신청"
    use_language(qapp, "en", kept)  # type: ignore[arg-type]
    assert tr("Claims") == "Claims"


def test_what_our_table_lacks_is_said_by_qt_and_never_blank(qtbot: QtBot, qapp: object) -> None:
    kept: list[object] = []
    use_language(qapp, "ko", kept)  # type: ignore[arg-type]
    try:
        assert QCoreApplication.translate("QFileDialog", "Look in:").strip() not in ("", "Look in:")
        assert QCoreApplication.translate("", "no table holds this") == "no table holds this"
    finally:
        use_language(qapp, "en", kept)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hangul", "latin"), [("ㅔ", "P"), ("ㄹ", "F"), ("ㅕ", "U"), ("ㅜ", "N"), ("ㅓ", "J"), ("ㅏ", "K")]
)
def test_each_hangul_letter_stands_for_the_key_that_types_it(hangul: str, latin: str) -> None:
    assert HANGUL[hangul] == latin


def test_no_two_actions_of_the_desk_share_a_key() -> None:
    desk = ("back", "claim", "paper", "page", "zoom", "fit", "turn", "answer", "note", "record", "key_sheet", "go_")
    keys = [key for action, pressed in key_map().items() if any(part in action for part in desk) for key in pressed]
    assert len(keys) == len(set(keys))


def test_the_file_dialog_of_qt_speaks_korean_throughout(qapp: QApplication, qtbot: QtBot) -> None:
    installed: list[QTranslator] = []
    use_language(qapp, "ko", installed)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    texts = [one.text() for one in dialog.findChildren(QLabel) if one.text()]
    kind = QFileIconProvider().type(QFileInfo(str(ROOT)))
    use_language(qapp, "en", installed)
    assert len(texts) > 2
    assert [text for text in (*texts, kind) if not re.search("[가-힣]", text)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_who_chose_a_file_named_like_a_case_is_not_told_to_look_at_its_name(language: str) -> None:
    named = problem_parts(Problem("NotACaseFile", file="text.casedb"), language)
    other = problem_parts(Problem("NotACaseFile", file="text.txt"), language)
    assert named[:2] == (other[0].replace("text.txt", "text.casedb"), other[1])
    assert ".casedb" in other[2]
    assert ".casedb" not in named[2]

"""A delivery comes in through the window: into the open case, or founding a new one."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui.intake.intake_window import IntakeWindow
from reviewer.ui.waiting_window import WaitingWindow

REGISTER = """접수번호,상호,대표자,업종,매출손실액
2023-900001,새벽분식,김하늘,외식업,620000
2023-900002,달빛미용실,이산,서비스업,모름
"""


def register(folder: Path) -> Path:
    """A small register as a person would send it."""
    path = folder / "접수대장.csv"
    path.write_text(REGISTER, encoding="utf-8-sig")
    return path


def test_a_delivery_goes_into_the_open_case(opened: Reviewer, qtbot: QtBot, tmp_path: Path) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    before, _ = claims.totals(sitting.on_screen, claims.Filter())
    window = IntakeWindow(sitting.look, sitting.lanes, opened.preferences, sitting, opened.window)
    window.show()
    window.show_delivery([register(tmp_path)])
    qtbot.waitUntil(lambda: bool(window.mapping.boxes))
    meanings = {box.objectName(): box.currentData() for box in window.mapping.boxes}
    assert meanings["meaning_상호"] == "trade_name"
    for column, box in enumerate(window.mapping.boxes):
        assert window.mapping.columnWidth(column) >= box.fontMetrics().horizontalAdvance(box.currentText()) + 40
    assert window.mapping.chosen_map() is None
    window.take_in()
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 2)
    after, _ = claims.totals(sitting.on_screen, claims.Filter())
    assert after == before + 2


def test_a_corrected_column_is_used(opened: Reviewer, qtbot: QtBot, tmp_path: Path) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    window = IntakeWindow(sitting.look, sitting.lanes, opened.preferences, sitting, opened.window)
    window.show()
    window.show_delivery([register(tmp_path)])
    qtbot.waitUntil(lambda: bool(window.mapping.boxes))
    sector = next(box for box in window.mapping.boxes if box.objectName() == "meaning_업종")
    sector.setCurrentIndex(sector.findData("story"))
    chosen = window.mapping.chosen_map()
    assert chosen.columns["story"] == ("업종",)
    assert "sector" not in chosen.columns


def test_a_new_case_is_founded_locked_and_opened(reviewer: Reviewer, qtbot: QtBot, tmp_path: Path) -> None:
    window = IntakeWindow(reviewer.look, reviewer.lanes, reviewer.preferences, None, reviewer.window)
    window.founded.connect(reviewer.open_case)
    window.show()
    window.show_delivery([register(tmp_path)])
    fields = window.new_case
    assert fields is not None
    fields._path.setText(str(tmp_path / "new.casedb"))
    window.take_in()
    assert "passphrase" in window.problem.text()
    for field in (fields._secret, fields._again):
        field.setText("여덟 글자가 넘는 암호")
    window.take_in()
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None, timeout=30_000)
    sitting = reviewer.window.sitting
    assert sitting is not None
    assert sitting.case_file.is_locked
    qtbot.waitUntil(lambda: reviewer.window.sitting.person == "secretary")  # type: ignore[union-attr]
    assert claims.totals(sitting.on_screen, claims.Filter())[0] == 2


def test_what_waits_for_a_person_is_listed_or_said_to_be_nothing(opened: Reviewer, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    window = WaitingWindow(sitting, opened.window)
    window.show()
    qtbot.waitUntil(lambda: window._lines.count() > 0)

"""A list leaves as a file exactly as it is shown, whole or not at all."""

import csv
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import registers
from reviewer.ui.claim_columns import PLACE
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.claims.list_export import ListExport
from tests.ui.conftest import in_review, press, show_desk
from tests.ui.test_interests import declare
from tests.ui.test_list_views import list_of


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    """The place Claims with every claim of the sample in it."""
    return list_of(opened, qtbot)


def test_the_list_is_exported_exactly_as_it_is_shown(listed: ClaimList, qtbot: QtBot, tmp_path: Path) -> None:
    sitting = listed._sitting
    listed.table.show_columns([("name", 0), ("phone", 0), ("loss", 0), ("stage", 0)])
    listed.table.head.set_conditions({"trade_name": "is not empty"})
    listed.sort_by("trade_name", True)
    qtbot.waitUntil(lambda: listed.reading.is_complete)
    press(listed.table, "e")
    dialog = listed.findChild(ListExport)
    assert dialog is not None
    dialog.export(tmp_path / "list.csv")
    qtbot.waitUntil(lambda: not dialog.strip.is_running and (tmp_path / "list.csv").is_file())
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["Name / representative", "Phone", "Loss claimed", "Stage"]
    places = [PLACE[name] for name in ("name", "phone", "loss", "stage")]
    shown = [
        [listed.model.data(listed.model.index(row, place)) for place in places]
        for row in range(listed.model.rowCount())
    ]
    assert [[name, phone, stage] for name, phone, _, stage in rows] == [[one[0], one[1], one[3]] for one in shown]
    amounts = [f"{int(row[2]):,} won" if row[2].isdigit() else row[2] for row in rows]
    assert amounts == [one[2] for one in shown]
    assert all("*" in row[1] for row in rows if row[1])
    last = registers.acts_of_case(sitting.on_screen, ("export",))[0].body
    assert (last["what"], last["format"], last["count"], last["masked"]) == ("FIND", "csv", len(rows), "YES")

    dialog.unmasked.setChecked(True)
    assert dialog.missing.text() == "An unmasked export needs a reason."
    dialog.reason.setText("for the chair")
    dialog.export(tmp_path / "list.xlsx")
    qtbot.waitUntil(lambda: not dialog.strip.is_running and (tmp_path / "list.xlsx").is_file())
    sheet = zipfile.ZipFile(tmp_path / "list.xlsx").read("xl/worksheets/sheet1.xml").decode()
    phone = sitting.on_screen.execute("SELECT phone FROM claims WHERE phone <> ''").fetchone()[0]
    assert phone in sheet
    last = registers.acts_of_case(sitting.on_screen, ("export",))[0].body
    assert (last["format"], last["masked"]) == ("xlsx", "NO")


def test_closing_the_window_of_an_export_cancels_it_first(
    listed: ClaimList, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def written(*_: object, progress: Callable[[int, int], None], **__: object) -> None:
        while True:
            begun.set()
            progress(1, 2)

    monkeypatch.setattr("reviewer.desk.list_export.export_list", written)
    press(listed.table, "e")
    dialog = listed.findChild(ListExport)
    assert dialog is not None
    dialog.export(tmp_path / "list.csv")
    assert begun.wait(10)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.strip.is_running)
    assert dialog.isVisible()
    assert dialog.strip.said.text() == "Cancelled. Nothing half-made was left behind."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: listed.findChild(ListExport) is None)


def test_the_list_can_be_exported_again_after_a_mistake_of_ours(
    listed: ClaimList, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ListExport(listed._sitting, listed.model.ids(), listed.model.ids(), ["name"], None)
    qtbot.addWidget(dialog)
    monkeypatch.setattr("reviewer.desk.list_export.export_list", lambda *_, **__: 1 // 0)
    with qtbot.captureExceptions() as mistakes:
        dialog.export(tmp_path / "list.csv")
        qtbot.waitUntil(lambda: not dialog.strip.is_running)
    assert [kind for kind, *_ in mistakes] == [ZeroDivisionError]
    assert dialog.go.isEnabled()
    assert dialog.missing.text() == ""


def test_a_list_of_which_only_the_first_page_is_known_is_exported_once_it_is_whole(
    listed: ClaimList, qtbot: QtBot
) -> None:
    expected = listed.model.rowCount()
    assert expected > 64
    listed.sort_by("claimed_loss", descending=True)
    assert not listed.reading.is_complete
    listed.export()
    assert listed.window().findChild(ListExport) is None
    qtbot.waitUntil(lambda: listed.window().findChild(ListExport) is not None)
    assert len(listed.window().findChild(ListExport)._ids["shown"]) == expected


def test_a_claim_on_which_its_reader_has_still_to_answer_stays_masked_in_an_export(
    opened: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    claim = in_review(opened)[0]
    address = show_desk(opened, qtbot, claim).page.applicant.address  # type: ignore[union-attr]
    declare(opened, qtbot, regions=" ".join(address.split()[:2]))
    listed = list_of(opened, qtbot)
    listed.table.show_columns([("claim", 0), ("representative", 0), ("address", 0)])
    press(listed.table, "e")
    dialog = listed.findChild(ListExport)
    assert dialog is not None
    dialog.unmasked.setChecked(True)
    dialog.reason.setText("for the chair")
    dialog.export(tmp_path / "list.csv")
    qtbot.waitUntil(lambda: not dialog.strip.is_running)
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[0]: row[1:] for row in list(csv.reader(file))[1:]}
    masked = [number for number, (name, _) in rows.items() if "*" in name]
    assert claim in masked
    assert len(masked) < len(rows) / 2
    assert address not in [row[1] for row in rows.values()]
    assert "still to answer for a conflict of interest" in dialog.strip.said.text()

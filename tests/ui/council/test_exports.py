"""What else leaves the house: payment list and results, decision log, backup; each says where its file went."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile.case_file import open_case
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.letters.exports import Exports
from reviewer.ui.letters.letters_view import LettersPlace
from tests.desk.many_decisions import multiply_decisions
from tests.ui.conftest import show_desk
from tests.ui.council.conftest import PATIENCE, become, claim_now


@pytest.fixture
def exports(letters: LettersPlace, qtbot: QtBot) -> Exports:
    """The page, read."""
    letters.tabs.go("exports")
    qtbot.waitUntil(lambda: letters.exports.table.lines.rowCount() > 0, timeout=PATIENCE)
    return letters.exports


def paid_claims(exports: Exports) -> list[str]:
    """The claims of the batch that is open."""
    case = exports._sitting.case
    return sorted(case.open_batches)


def test_what_left_so_far_is_listed_the_latest_first(exports: Exports) -> None:
    kinds = [exports.table.lines.line(row).cells[2] for row in range(exports.table.lines.rowCount())]
    assert kinds[:3] == ["Decision log jsonl", "Decision log xlsx", "Decision log csv"]
    assert {"Batch recorded", "Payment list xlsx"} <= set(kinds)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_the_log_is_written_masked_in_every_format(exports: Exports, kind: str, tmp_path: Path, qtbot: QtBot) -> None:
    log = exports.log
    log.kind.setCurrentIndex(log.kind.findData(kind))
    log.export(tmp_path / f"log.{kind}")
    qtbot.waitUntil(lambda: "2 decisions" in log.strip.said.text(), timeout=PATIENCE)
    assert (tmp_path / f"log.{kind}").stat().st_size > 100
    assert str(tmp_path) in log.strip.said.text()
    assert not log.strip.show_folder.isHidden()


def test_an_unmasked_log_needs_a_reason_which_is_kept(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    log = exports.log
    assert not log.reason.isEnabled()
    log.unmasked.setChecked(True)
    assert (log.go.isEnabled(), log.missing.text()) == (False, "An unmasked export needs a reason.")
    log.reason.setText("감사 요청 12호")
    assert log.go.isEnabled()
    log.export(tmp_path / "log.csv")
    qtbot.waitUntil(lambda: "2 decisions" in log.strip.said.text(), timeout=PATIENCE)
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {"trade_name", "brn"} <= set(next(csv.reader(file)))
    qtbot.waitUntil(lambda: "감사 요청 12호" in exports.table.lines.line(0).cells, timeout=PATIENCE)
    assert exports.table.lines.line(0).cells[-1] == "unmasked"
    assert not log.unmasked.isChecked()


def test_the_log_can_be_of_the_claims_that_the_list_shows(
    exports: Exports, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    log = exports.log
    assert [log.which.itemText(place) for place in range(log.which.count())] == ["All decisions"]
    claim = paid_claims(exports)[0]
    opened.window.show_place("claims")
    found = opened.window.findChild(ClaimList)
    assert found is not None
    found.search.setText(claim)
    found.filters.route.choose(frozenset({claim_now(opened, claim).route}))
    qtbot.waitUntil(lambda: found.model.rowCount() == 1, timeout=PATIENCE)
    opened.window.show_place("letters")
    assert log.which.itemText(1).startswith(f"Only of the claims in the list: “{claim}” · Route: ")
    log.which.setCurrentIndex(1)
    log.kind.setCurrentIndex(log.kind.findData("csv"))
    log.export(tmp_path / "log.csv")
    qtbot.waitUntil(lambda: "1 decision:" in log.strip.said.text(), timeout=PATIENCE)
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line["claim_no"] for line in csv.DictReader(file)] == [claim]
    assert "Beside it: log.csv.manifest.json" in log.strip.said.text()
    opened.window.show_place("claims")
    found.search.clear()
    found.filters.clear()
    opened.window.show_place("letters")
    assert log.which.count() == 1


@pytest.fixture
def crowded(case: Path) -> None:
    """So many decisions that their export can be stopped."""
    multiply_decisions(case, 20_000)


def test_a_cancelled_log_leaves_nothing_behind_and_no_entry(
    crowded: None, exports: Exports, tmp_path: Path, qtbot: QtBot
) -> None:
    before = exports.table.lines.rowCount()
    exports.log.export(tmp_path / "log.xlsx")
    qtbot.waitUntil(lambda: exports.log.strip.bar.value() > 0, timeout=PATIENCE)
    qtbot.mouseClick(exports.log.strip.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Nothing half-made" in exports.log.strip.said.text(), timeout=PATIENCE)
    assert not [one for one in tmp_path.iterdir() if "log" in one.name]
    exports.read()
    qtbot.wait(200)
    assert exports.table.lines.rowCount() == before
    assert exports.log.go.isEnabled()


@pytest.mark.parametrize("name", ["log_kind", "log_which", "log_since", "log_until", "log_unmasked", "log_reason"])
def test_every_field_of_the_log_is_reached_by_tab_and_named(exports: Exports, name: str) -> None:
    field = exports.log.findChild(QWidget, name)
    assert field is not None
    assert field.accessibleName()
    assert field.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_date_that_is_none_keeps_the_log_from_being_written(exports: Exports) -> None:
    exports.log.period.since.setText("20.4.2023")
    assert not exports.log.go.isEnabled()
    assert exports.log.period.since.property("fault") == "true"


def test_the_passphrase_of_the_payment_list_is_typed_twice(exports: Exports, qtbot: QtBot) -> None:
    section = exports.payments
    section.show_payable(2, 80_000)
    section.once.setText("short")
    assert "at least 8" in section.missing.text()
    section.once.setText("long enough")
    assert section.missing.text() == "Type it a second time."
    section.twice.setText("long enougj")
    assert "not the same" in section.missing.text()
    section.twice.setText("long enough")
    assert section.go.isEnabled()


def test_results_are_taken_back_and_a_differing_amount_is_refused(
    exports: Exports, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    first, second = paid_claims(exports)
    amount = claim_now(opened, first).payment.amount  # type: ignore[union-attr]
    table = tmp_path / "results.csv"
    table.write_text(
        f"claim,result,date,amount,reason\n{first},paid,2023-08-20,{amount},\n{second},paid,2023-08-20,1,\n",
        encoding="utf-8",
    )
    exports.results.take(table)
    qtbot.waitUntil(lambda: "Paid 1, failed 0." in exports.results.strip.said.text(), timeout=PATIENCE)
    assert f"{second}: the amount differs from the decision" in exports.results.strip.said.text()
    assert claim_now(opened, first).stage == "PAID"


def test_a_payment_that_failed_can_be_listed_again_once_the_account_is_fixed(
    exports: Exports, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    first = paid_claims(exports)[0]
    amount = claim_now(opened, first).payment.amount  # type: ignore[union-attr]
    table = tmp_path / "results.csv"
    table.write_text(
        f"claim,result,date,amount,reason\n{first},failed,2023-08-20,{amount},계좌 해지\n", encoding="utf-8"
    )
    exports.results.take(table)
    qtbot.waitUntil(lambda: claim_now(opened, first).stage == "PAYMENT_FAILED", timeout=PATIENCE)
    done: list[object] = []
    sitting = opened.window.sitting
    assert sitting is not None
    copy = next(paper.document for paper in claim_now(opened, first).papers if paper.kind == "BNK")
    account = {"account": "국민은행 110-123-456789 김하늘", "document": copy}
    sitting.record("fix_account", first, account, then=done.append, otherwise=done.append, owner=sitting)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    become(opened, qtbot, "SIM-law-1")
    sitting = opened.window.sitting
    assert sitting is not None
    desk = show_desk(opened, qtbot, first)
    qtbot.keyClick(desk, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.more.refused), timeout=PATIENCE)
    desk.more.choose("confirm_account")
    compare = desk.more.findChild(QLabel, "act_compare")
    assert compare is not None
    assert "110-123-456789" in compare.text()
    qtbot.keyClick(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: claim_now(opened, first).stage == "ACCOUNT_FIXED", timeout=PATIENCE)
    become(opened, qtbot, "SIM-secretary")
    opened.window.show_place("letters")
    place = opened.window._built["letters"]
    assert isinstance(place, LettersPlace)
    section = place.exports.payments
    qtbot.waitUntil(lambda: "1 claim" in section.due.text(), timeout=PATIENCE)
    section.once.setText("열두글자짜리암호입니다")
    section.twice.setText("열두글자짜리암호입니다")
    section.write(tmp_path / "again.xlsx")
    qtbot.waitUntil(lambda: "1 claim" in section.strip.said.text(), timeout=PATIENCE)
    assert (tmp_path / "again.xlsx").read_bytes()[:8] == bytes.fromhex("d0cf11e0a1b11ae1")
    assert section.once.text() == ""


def test_a_table_that_is_no_table_is_said_in_words(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    table = tmp_path / "results.csv"
    table.write_text("nothing,useful\n1,2\n", encoding="utf-8")
    exports.results.take(table)
    qtbot.waitUntil(lambda: exports.results.strip.said.property("banner") == "bad", timeout=PATIENCE)


def test_a_backup_is_verified_while_the_window_is_open(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    exports.backup.make(tmp_path / "copies")
    qtbot.waitUntil(lambda: "Verified copy" in exports.backup.strip.said.text(), timeout=PATIENCE)
    folder = next((tmp_path / "copies").iterdir())
    with open_case(folder / "demo.casedb", writing=False) as copy:
        assert copy.has_documents


def test_a_cancelled_backup_leaves_nothing_behind(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    exports.backup.make(tmp_path / "copies")
    assert exports.backup.strip.job is not None
    exports.backup.strip.job.cancel()
    qtbot.waitUntil(lambda: "Nothing half-made" in exports.backup.strip.said.text(), timeout=PATIENCE)
    assert list((tmp_path / "copies").iterdir()) == []


def test_only_the_secretary_lists_payments(opened: Reviewer, qtbot: QtBot) -> None:
    become(opened, qtbot, "SIM-staff")
    opened.window.show_place("letters")
    place = opened.window._built["letters"]
    assert isinstance(place, LettersPlace)
    assert not place.exports.payments.go.isEnabled()
    assert "Your role" in place.exports.payments.missing.text()
    assert place.exports.results.go.isEnabled()


@pytest.mark.parametrize("kind", ["pdf", "csv"])
def test_the_access_log_needs_a_person_or_a_claim_and_is_listed_itself(
    exports: Exports, kind: str, tmp_path: Path, qtbot: QtBot
) -> None:
    access = exports.access
    assert (access.go.isEnabled(), access.missing.text()) == (False, "Choose a person or enter a claim number.")
    access.kind.setCurrentIndex(access.kind.findData(kind))
    access.member.setCurrentIndex(access.member.findData("SIM-secretary"))
    access.reason.setText("감사 요청")
    assert access.go.isEnabled()
    access.export(tmp_path / f"access.{kind}")
    qtbot.waitUntil(lambda: "SHA-256" in access.strip.said.text(), timeout=PATIENCE)
    assert (tmp_path / f"access.{kind}").stat().st_size > 100
    what = "Access log printed" if kind == "pdf" else "Access log csv"
    qtbot.waitUntil(lambda: exports.table.lines.line(0).cells[2] == what, timeout=PATIENCE)


def test_a_claim_nobody_knows_has_no_access_log(exports: Exports, tmp_path: Path, qtbot: QtBot) -> None:
    access = exports.access
    access.claim.setText("no such claim")
    access.export(tmp_path / "access.csv")
    qtbot.waitUntil(lambda: "no such claim" in access.strip.said.text(), timeout=PATIENCE)
    assert not (tmp_path / "access.csv").exists()

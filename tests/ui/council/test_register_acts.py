"""The register: letters printed again with their purpose, labels, deliveries, the table, and the printer itself."""

import csv
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import registers
from reviewer.desk.copying import Purpose
from reviewer.desk.issued_files import letter_again
from reviewer.ui.letters.letter_register import LetterRegister
from reviewer.ui.letters.letters_view import LettersPlace
from tests.ui.council.conftest import PATIENCE, claim_now, letters_in, row_of


@pytest.fixture
def register(letters: LettersPlace, qtbot: QtBot) -> LetterRegister:
    """The register in view, both languages of its first letter ticked."""
    letters.tabs.go("register")
    found = letters.register
    first = letters_in(found)[0].letter_no
    found.table.lines.tick([row_of(found, first, lang) for lang in ("ko", "en")], on=True)
    assert len(found.chosen()) == 2
    return found


class TwoSided(QPrinter):
    """A printer that was set to print both sides; one that writes a file forgets it."""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide


def settled(register: LetterRegister, qtbot: QtBot, words: str) -> None:
    """The work ended with these words."""
    qtbot.waitUntil(lambda: not register.strip.is_running and words in register.strip.said.text(), timeout=PATIENCE)


def prints(opened: Reviewer) -> list[registers.ActLine]:
    assert opened.window.sitting is not None
    return registers.acts_of_case(opened.window.sitting.on_screen, ("print",))


def test_without_a_purpose_nothing_is_copied(register: LetterRegister, opened: Reviewer) -> None:
    before = len(prints(opened))
    register.acts.buttons["file"].click()
    assert not register.acts.copy.isHidden()
    register.acts.go.click()
    assert register.acts.about.text() == "Say what the copy is for; a day is written 2023-04-20."
    register.acts.copy.reason.setText("sent again")
    register.acts.copy.destroy_by.setText("tomorrow")
    register.acts.go.click()
    assert register.acts.copy.destroy_by.property("fault") == "true"
    assert len(prints(opened)) == before


def test_a_print_file_is_written_and_told_in_the_register(
    register: LetterRegister, opened: Reviewer, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = register.chosen()[0]
    register.acts.write_file(tmp_path / "again.pdf", Purpose("sent again", "Sky Shop"))
    settled(register, qtbot, "Written")
    with pypdfium2.PdfDocument(tmp_path / "again.pdf") as document:
        assert len(list(document.get_toc())) == 2
    assert prints(opened)[0].body["letters"] == [chosen.letter_no]
    register.table.selectRow(row_of(register, chosen.letter_no, chosen.lang))
    qtbot.waitUntil(lambda: "sent again · Sky Shop" in register.facts.text(), timeout=PATIENCE)


def test_a_delivery_is_recorded_for_the_ticked_letters_by_keyboard_fields(
    register: LetterRegister, opened: Reviewer, qtbot: QtBot
) -> None:
    chosen = register.chosen()[0]
    register.acts.buttons["delivery"].click()
    form = register.acts.delivery
    register.acts.go.click()
    assert register.acts.about.text() == "Choose how it went and what came of it."
    for name, value in (("way", "REGISTERED"), ("result", "RETURNED"), ("tracking", "12345-6789-0123")):
        form.fields[name].put(value)
    register.acts.go.click()
    settled(register, qtbot, "Recorded for 1 letter.")
    (letter,) = [one for one in claim_now(opened, chosen.claim).letters if one.letter_no == chosen.letter_no]
    assert [(step.way, step.result) for step in letter.deliveries] == [("REGISTERED", "RETURNED")]
    row = row_of(register, chosen.letter_no, "ko")
    qtbot.waitUntil(lambda: register.table.lines.line(row).cells[-1] == "✕ came back", timeout=PATIENCE)
    qtbot.waitUntil(lambda: "12345-6789-0123" in register.facts.text(), timeout=PATIENCE)
    register.acts.buttons["delivery"].click()
    form.fields["result"].put("MISTAKEN")
    register.acts.go.click()
    qtbot.waitUntil(lambda: register.table.lines.line(row).cells[-1] == "–", timeout=PATIENCE)


def test_a_delivery_that_is_recorded_late_leaves_what_is_typed_for_the_next_letter(
    register: LetterRegister, opened: Reviewer, slow: Callable[[], None], qtbot: QtBot
) -> None:
    chosen, form = register.chosen()[0], register.acts.delivery
    register.acts.buttons["delivery"].click()
    for name, value in (("way", "REGISTERED"), ("result", "SENT"), ("tracking", "1")):
        form.fields[name].put(value)
    register.acts.go.click()
    register.table.lines.tick_all(False)
    other = next(one for one in letters_in(register) if one.letter_no != chosen.letter_no)
    register.table.selectRow(row_of(register, other.letter_no, other.lang))
    form.fields["tracking"].put("2")
    slow()
    settled(register, qtbot, "Recorded for 1 letter.")
    assert not form.isHidden()
    assert form.fields["tracking"].value() == "2"
    assert register.acts.go.isEnabled()


def test_a_table_that_is_written_leaves_the_form_that_is_open(
    register: LetterRegister, tmp_path: Path, qtbot: QtBot
) -> None:
    register.acts.buttons["delivery"].click()
    register.acts.write_table(tmp_path / "register.csv")
    settled(register, qtbot, "Written")
    assert not register.acts.delivery.isHidden()


def test_labels_and_the_register_as_a_table(register: LetterRegister, tmp_path: Path, qtbot: QtBot) -> None:
    register.acts.write_labels(tmp_path / "labels.pdf", Purpose("sent"))
    settled(register, qtbot, "1 label")
    register.acts.write_table(tmp_path / "register.csv")
    settled(register, qtbot, "Written")
    with (tmp_path / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["Letter"] for row in rows} == {line.letter_no for line in letters_in(register)}


@pytest.mark.parametrize("duplex", [False, True])
def test_letters_are_printed_page_by_page_and_never_on_anothers_back(
    register: LetterRegister, opened: Reviewer, tmp_path: Path, qtbot: QtBot, duplex: bool
) -> None:
    chosen = register.chosen()
    case_file = opened.window.sitting.case_file  # type: ignore[union-attr]
    sides = []
    for line in chosen:
        with pypdfium2.PdfDocument(letter_again(case_file, line)) as document:
            sides.append(len(document))
    printer = (TwoSided if duplex else QPrinter)(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(100)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    acts = register.acts
    acts.draw(Purpose("for the file"), lambda *drawn: acts.print_on(printer, *drawn))
    settled(register, qtbot, "1 letter printed")
    first = sides[0] + sides[0] % 2 if duplex else sides[0]
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == first + sides[1]
        ink = [page_ink(document[place]) for place in range(len(document))]
    assert all(ink[place] for place in (0, first))
    assert first == sides[0] or not ink[first - 1]
    assert prints(opened)[0].body["form"] == "PAPER"


def page_ink(page: pypdfium2.PdfPage) -> int:
    picture = page.render(scale=0.5).to_pil().convert("L")
    return sum(picture.histogram()[:128])


def test_a_printer_that_takes_nothing_is_said(register: LetterRegister, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    acts = register.acts
    acts.draw(Purpose("for the file"), lambda *drawn: acts.print_on(printer, *drawn))
    qtbot.waitUntil(lambda: register.strip.said.property("banner") == "bad", timeout=PATIENCE)
    assert "the printer takes nothing" in register.strip.said.text()


def test_every_control_of_the_register_has_a_name(register: LetterRegister) -> None:
    for name in ("print", "file", "labels", "delivery", "table"):
        assert register.acts.buttons[name].accessibleName()
    for one in (register.acts.copy.reason, register.acts.copy.recipient, register.acts.copy.destroy_by):
        assert one.accessibleName()
    for field in register.acts.delivery.fields.values():
        inside = field.focusProxy()
        assert isinstance(inside, QWidget)
        assert inside.accessibleName()

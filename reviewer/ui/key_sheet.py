"""The sheet of keys, by what one wants to do."""

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.parts import button, column, label
from reviewer.ui.wording import tr

Lines = list[tuple[str, str]]


def _ways() -> Lines:
    return [
        (tr("Places"), "Ctrl+1 … Ctrl+6"),
        (tr("Search"), keys.shown("search")),
        (tr("Through a list"), f"{keys.shown('down')} · {keys.shown('up')}"),
        (tr("Open"), "Enter"),
        (tr("Back"), keys.shown("back")),
        (tr("Peek at a claim"), keys.shown("peek")),
        (tr("As of a past moment"), keys.shown("as_of")),
        (tr("Tile of my work"), "1 … 9"),
        (tr("Where the work of the tile is done"), keys.shown("work_go")),
        (tr("Take the next claim"), keys.shown("take_next")),
        (tr("Assign claims"), keys.shown("assign_many")),
        (tr("Put on a route (triage)"), "1 … 9 · 0"),
        (tr("Right lane / back to triage"), f"{keys.shown('look_agree')} · {keys.shown('look_back')}"),
        (tr("Copy the text message of a letter"), keys.shown("copy_message")),
        (tr("End the program"), keys.shown("quit")),
        (tr("Claims of this list"), f"{keys.shown('previous_claim')} · {keys.shown('next_claim')}"),
    ]


def _reading() -> Lines:
    return [
        (tr("Papers"), f"{keys.shown('previous_paper')} · {keys.shown('next_paper')}"),
        (tr("Pages"), f"{keys.shown('previous_page')} · {keys.shown('next_page')}"),
        (tr("Zoom"), f"{keys.shown('zoom_in')} · {keys.shown('zoom_out')}"),
        (tr("Whole page"), keys.shown("fit_page")),
        (tr("Page width"), keys.shown("fit_width")),
        (tr("Turn"), keys.shown("turn")),
        (tr("Find in this paper"), keys.shown("find_in_paper")),
        (tr("Overview"), keys.shown("overview")),
        (tr("Brightness and contrast"), keys.shown("light")),
        (tr("Loupe"), keys.shown("loupe")),
        (tr("Choose a rectangle"), keys.shown("region")),
        (tr("Show as it is in the file"), keys.shown("reset_look")),
        (tr("Own window"), keys.shown("own_window")),
        (tr("Compare"), keys.shown("compare")),
    ]


def _answering() -> Lines:
    return [
        (tr("Go to a check"), "1 … 9"),
        (tr("Pass"), keys.shown("answer_pass")),
        (tr("Fail"), keys.shown("answer_fail")),
        (tr("Unclear"), keys.shown("answer_unclear")),
        (tr("Not applicable"), keys.shown("answer_na")),
        (tr("Where the hint was seen"), keys.shown("hint")),
        (tr("Why this amount"), keys.shown("why_amount")),
        (tr("Pass on a statement"), keys.shown("statement")),
        (tr("Take the selection into the sales weeks"), keys.shown("take_sales")),
        (tr("Through the checks"), f"{keys.shown('down')} · {keys.shown('up')}"),
        (tr("Sections"), f"{keys.shown('previous_section')} · {keys.shown('next_section')}"),
        (tr("Record a contact"), keys.shown("contact")),
        (tr("Note of the check"), keys.shown("note")),
        (tr("Note on the page"), keys.shown("pin_note")),
        (tr("Take the figure selected"), keys.shown("take_figure")),
        (tr("Masked copy"), keys.shown("masked_copy")),
        (tr("Record"), "Ctrl+Enter"),
        (tr("More acts on this claim"), keys.shown("more")),
        (tr("Dossier for a review"), keys.shown("dossier")),
    ]


class KeySheet(QDialog):
    """F1 or ? shows this sheet; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Three columns."""
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle(tr("Keys"))
        layout = column(self, margins=24, spacing=16)
        layout.addWidget(label(tr("Keys"), size=20, bold=True))
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for title, lines in (
            (tr("Find your way"), _ways()),
            (tr("Read a paper"), _reading()),
            (tr("Answer"), _answering()),
        ):
            one = QVBoxLayout()
            one.setSpacing(8)
            one.addWidget(label(title, bold=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
            for place, (what, key) in enumerate(lines):
                grid.addWidget(label(what, tone="soft"), place, 0)
                grid.addWidget(label(key), place, 1)
            one.addLayout(grid)
            one.addStretch()
            columns.addLayout(one)
        layout.addLayout(columns)
        text = tr("Single letters also work while the keyboard is in Hangul mode, and never while you type in a field.")
        layout.addWidget(label(text, size=12, tone="soft", wrap=True))
        layout.addWidget(button("key_sheet_close", tr("Close"), self.accept))

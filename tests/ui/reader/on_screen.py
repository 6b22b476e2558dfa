"""(child) A viewer in a real window; says on stdout where a word stands, what is selected, and the zoom."""

import sys

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication

from reviewer.ui.background import Lanes
from reviewer.ui.look import wear
from reviewer.ui.reader.document_view import DocumentView
from tests.ui.reader.conftest import PapersAtHand
from tests.ui.reader.papers import pdf


def main() -> int:
    """Show a paper until the parent closes stdin or ends this process."""
    app, lanes = QApplication(sys.argv), Lanes()
    sitting = PapersAtHand(lanes, {"paper.pdf": pdf(3)})
    viewer = DocumentView(sitting)
    wear(app, sitting.look, viewer)
    viewer.setWindowTitle("reader on screen")
    viewer.setGeometry(40, 40, 604, 560)
    viewer.show()
    viewer.show_paper("paper.pdf", "paper.pdf")
    canvas = viewer.canvas

    def say(*words: object) -> None:
        print(*words, flush=True)

    def say_where() -> None:
        if not canvas.words.of(1):
            return
        look.stop()
        for word in canvas.words.of(1)[1:4:2]:
            at = canvas.viewport().mapToGlobal(canvas.on_screen(1, word.box).center().toPoint() + QPoint())
            say("word", word.text, at.x(), at.y())

    look = QTimer(viewer)
    look.timeout.connect(say_where)
    look.start(100)
    viewer.selected.connect(lambda found: say("selected", found.text if found is not None else ""))
    canvas.zoomed.connect(lambda: say("zoom", f"{canvas.zoom():.4f}"))
    code = app.exec()
    viewer.close_paper()
    sitting.close()
    lanes.close()
    return code


if __name__ == "__main__":
    sys.exit(main())

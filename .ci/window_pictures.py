"""Takes the pictures of the window around the work: start page, palette, figures, settings, tour."""

from council_pictures import CouncilPictures
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter

from reviewer.ui import case_windows
from reviewer.ui.palette import Palette


class WindowPictures(CouncilPictures):
    """The start page comes last: the case is closed for it."""

    def figures(self) -> None:
        """Where all claims stand."""
        self.place("figures", "figures")

    def settings(self) -> None:
        """The keys of the keyboard, which everybody may choose."""
        self.place("settings", "settings", lambda: self.window._built["settings"].show_section("keys_section"))

    def palette(self) -> None:
        """Commands and places found by their initial consonants, over the list of claims."""
        self.window.show_place("claims")
        self.wait(pause=600)
        case_windows.palette(self.window)
        palette = self.window.findChild(Palette)
        palette.field.setText("ㅌㅈ")
        self.wait(pause=900)
        whole = self.window.grab()
        painter = QPainter(whole)
        painter.drawPixmap(self.window.mapFromGlobal(palette.mapToGlobal(QPoint(0, 0))), palette.grab())
        painter.end()
        self.keep("palette", whole)
        palette.reject()
        self.wait()

    def tour(self) -> None:
        """A step of the tour above the place it speaks of."""
        helping = self.window.helping
        helping.begin_tour()
        self.wait(lambda: bool(helping._tour and helping._tour.title.text()), pause=900)
        self.take("tour")
        helping._ended()
        self.wait()

    def start(self) -> None:
        """The start page of somebody who has opened no case yet."""
        self.reviewer.leave_case()
        self.reviewer.preferences.keep("recent", "")
        self.reviewer.show_start()
        self.wait(pause=900)
        self.take("start")

"""The right column of the claim desk: the sections, or in their place the further acts on the claim."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from reviewer.ui.claim_desk.act_form import ActForm
from reviewer.ui.claim_desk.kept_focus import TYPED
from reviewer.ui.claim_desk.more_acts import MoreActs
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import later
from reviewer.ui.parts import Fold
from reviewer.ui.wording import tr


class DeskRight(QStackedWidget):
    """Scrolls the sections; Ctrl+. turns to the further acts and back."""

    turned = Signal()
    """The sections are in view again."""

    def __init__(self) -> None:
        """Empty until it holds both."""
        super().__init__()
        self.setObjectName("desk_right")
        self._kept: QWidget | None = None
        self._left: QWidget | None = None
        self._shown: tuple[DeskPage, Drafts, str] | None = None
        area = QScrollArea()
        area.setObjectName("desk_sections_area")
        area.setAccessibleName(tr("Sections of the claim"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = area
        self.addWidget(area)

    def hold_sections(self, sections: QWidget) -> None:
        """What is in view at first."""
        self.area.setWidget(sections)
        sections.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # never moves to the side
        sections.installEventFilter(self)

    def hold_more(self, make: Callable[[], MoreActs]) -> None:
        """What comes in their place, once it is wanted."""
        self._make = make

    @later
    def more(self) -> MoreActs:
        """The further acts on the claim in view."""
        more = self._make()
        self.addWidget(more)
        more.left.connect(self.show_sections)
        if self._shown is not None:
            more.show_page(*self._shown, same=False)
        return more

    @property
    def form(self) -> ActForm | None:
        """The form of a further act that is open."""
        more = DeskRight.more.made(self)
        return more.form if more is not None else None

    def show_page(self, page: DeskPage, drafts: Drafts, in_view: str, *, same: bool) -> None:
        """Let the further acts be those on this claim; `same` keeps the form that is open."""
        self._shown = page, drafts, in_view
        if not same:
            self._left = None
        if (more := DeskRight.more.made(self)) is not None:
            more.show_page(page, drafts, in_view, same=same)

    def toggle(self) -> None:
        """Show the further acts in place of the sections, or the sections again."""
        if self.currentWidget() is not self.area:
            self.show_sections()
        else:
            self._turn_to_more()
            self.more.ask()

    def _turn_to_more(self) -> None:
        if self.currentWidget() is self.area:
            self._left = self.window().focusWidget()
        self.setCurrentWidget(self.more)

    def field_left(self) -> QWidget | None:
        """The field that was typed in when the further acts came into view, where one was and still is."""
        field, self._left = self._left, None
        is_there = field is not None and isValid(field) and self.area.isAncestorOf(field) and field.isVisible()
        return field if is_there and isinstance(field, TYPED) else None

    def show_form(self, act: str) -> None:
        """Show the form of one further act; once it is recorded or left, the sections are in view again."""
        self._turn_to_more()
        self.more.open_alone(act)

    def show_sections(self) -> None:
        """Back to the sections."""
        self.setCurrentWidget(self.area)
        self.turned.emit()

    def kept(self) -> str | None:
        """The further act whose form is open, empty for their list, for a desk built anew."""
        if self.currentWidget() is self.area:
            return None
        return self.more.form.act if self.more.form is not None else ""

    def give_back(self, act: str) -> bool:
        """Open the further acts or that form again, once the claim was read."""
        is_there = self.more.is_filled
        if is_there and act:
            self.show_form(act)
        elif is_there:
            self.toggle()
        return is_there

    def show_fold(self, fold: Fold) -> None:
        """Open a section and scroll to it; one that was folded has its place only a moment later."""
        was_open = fold.head.isChecked()
        fold.set_open(True)
        self._to_fold(fold)
        if not was_open:
            QTimer.singleShot(0, fold, lambda: self._to_fold(fold))

    def _to_fold(self, fold: Fold) -> None:
        self.area.ensureWidgetVisible(fold.body, 0, 0)
        self.area.ensureWidgetVisible(fold.head, 0, 40)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the sections, once those that were opened just now have their places."""
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part, 0, 16))

    def keep_in_view(self, part: QWidget) -> None:
        """Scroll to a part, and again when the sections above it are filled late, while it has the keys."""
        self._kept = part
        self.bring_into_view(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sections that are filled late push down what is below them."""
        part = self._kept
        is_held = part is not None and isValid(part) and part.window().focusWidget() is part
        if event.type() is QEvent.Type.Resize and part is not None and is_held:
            self.bring_into_view(part)
        return super().eventFilter(watched, event)

    def back(self) -> bool:
        """Leave an open form, or the further acts; False when the sections are in view already."""
        if self.currentWidget() is self.area:
            return False
        self.more.leave()
        return True

"""The tour of the sample: a strip above the place that says what to do next and notices when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView, QWidget

from reviewer.rules.claim import Claim
from reviewer.rules.stage import Stage
from reviewer.ui.help.around import Around
from reviewer.ui.help.leading import SETTLED, Leading
from reviewer.ui.help.tour_steps import (
    FREE,
    MAY_SKIP,
    READ_ONLY,
    Step,
    in_the_words,
    is_over,
    is_put_back,
    lost,
    people,
    place_of,
    steps,
)
from reviewer.ui.look import Look
from reviewer.ui.parts import button, column, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, tr

TRIED = 50
"""Claims in review that are looked at for one with a sales-loss proof."""
LOOKS = 400
"""Milliseconds between two looks at the window, to notice what was opened and where the framed control is now."""


@dataclass
class Kept:
    """Where a tour stands: its claim ("" before one was chosen), the step in view, and that somebody was seated for."""

    claim: str = ""
    at: int = 0
    seated: int = -1


class Frame(QWidget):
    """A frame around the control a step is about; the mouse goes through it."""

    def __init__(self, window: QWidget, look: Look) -> None:
        """Hidden until a control is framed."""
        super().__init__(window)
        self.setObjectName("tour_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self.hide()

    def around(self, control: QWidget | None) -> None:
        """Frame a control, or nothing."""
        window = self.parentWidget()
        if control is None or window is None or not control.isVisible():
            self.hide()
            return
        part = control.visibleRegion().boundingRect()  # of what scrolls, what is in sight
        seen = QRect(control.mapTo(window, part.topLeft()), part.size()).adjusted(-5, -5, 5, 5)
        self.setGeometry(seen.intersected(window.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three dashed pixels, in a colour no other ring has: what has the keyboard is ringed in accent, unbroken."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("wait"), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 6, 6)


class Tour(QWidget):
    """One step at a time; what the claim says was done is over, in whatever order it was done."""

    person_wanted = Signal(str)
    """Sit in as this member, whose key the sample brings along."""
    sample_wanted = Signal()
    """Everything in this sample is decided; the tour needs one made anew."""
    chosen = Signal(str)
    """The claim of the tour, when it was found: the tour goes on with it, also another day."""
    ended = Signal()

    def __init__(self, sitting: Sitting, where: Callable[[], Around], kept: Kept) -> None:
        """`where` says what the window shows; `kept` outlives the windows, which are built anew for each person."""
        super().__init__()
        self.setObjectName("tour")
        self.setProperty("plane", "raised")
        self._sitting, self._where, self._kept = sitting, where, kept
        self._claim: Claim | None = None
        self._build()
        self._frame: Frame | None = None
        self._leading, self._waits_for, self._away = Leading(), "", 0
        self._is_own_chosen = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self._look)
        sitting.recorded.connect(self.read)  # a method, which goes with the window it belongs to
        self.read()

    def _build(self) -> None:
        layout = column(self, margins=12, spacing=4)
        head = row()
        self.count = label("", size=12, tone="soft")
        self.title = label("", size=15, bold=True, told=True)
        self.title.setObjectName("tour_title")
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch()
        self.goes_on = label(tr("Goes on by itself once this is done"), size=12, tone="soft")
        self.anew = button("tour_anew", tr("Make a new sample"), self.sample_wanted.emit, role="primary")
        self.next = button("tour_next", tr("Next"), self.onward, role="primary")
        self.end = button("tour_end", tr("End the tour"), self.ended.emit, role="link")
        for found in (self.goes_on, self.anew, self.next, self.end):
            head.addWidget(found)
        for found in (self.goes_on, self.anew, self.next):  # until the claim was read, there is no step to go on from
            found.hide()
        layout.addLayout(head)
        self.text = label("", wrap=True, told=True)
        self.text.setMinimumHeight(2 * self.text.fontMetrics().lineSpacing())  # what is below stays where it is
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.text.setObjectName("tour_text")
        layout.addWidget(self.text)

    # --- the claim of the tour ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the claim of the tour again, or choose one that is in review."""
        number = self._kept.claim
        self._sitting.read(lambda conn: _claim(conn, number), then=self._take, otherwise=_unexpected, owner=self)

    def _take(self, claim: Claim | None) -> None:
        if claim is None:
            self.title.setText(tr("No claim of this sample is left for the tour."))
            self.text.setText(tr("A new sample takes the place of this one, with what was done in it."))
            self.goes_on.hide()
            self.next.hide()
            self.anew.show()
            return
        begins = self._claim is None
        was_put_back = self._claim is not None and is_put_back(self._claim)
        self._claim, self._kept.claim = claim, claim.number
        if begins:
            self.chosen.emit(claim.number)
            self.go(self._kept.at)
            self._timer.start()
        elif was_put_back and not is_put_back(claim):  # taken up: its section is opened again
            self.go(self._kept.at)
        self._look()

    # --- steps ----------------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step in view."""
        return steps()[self._kept.at]

    def onward(self) -> None:
        """Go to the next step; the last one ends the tour."""
        if self._kept.at + 1 == len(steps()):
            self.ended.emit()
        else:
            self.go(self._kept.at + 1)

    def go(self, place: int) -> None:
        """Show a step; whoever has to sit there is sat in, which the sample allows."""
        assert self._claim is not None
        self._kept.at = max(0, min(place, len(steps()) - 1))
        who = people(self._claim, self._sitting.case)
        self._waits_for = who[self.step.who]
        is_free = self.step.id in FREE and self._kept.seated == self._kept.at  # who changed seats there meant it
        self._kept.seated = self._kept.at
        if self._waits_for not in ("", self._sitting.person) and not is_free:
            self.person_wanted.emit(self._waits_for)
            return  # the window built anew for them says it, once
        words = in_the_words(self._claim, self._sitting.plan)
        words |= {role: self._sitting.name_of(member) for role, member in who.items()}
        self.title.setText(self.step.title[language()])
        self.count.setText(tr("Step {n} of {all}", n=self._kept.at + 1, all=len(steps())))
        says = [self.step.text[language()].format(**words)]
        if is_put_back(self._claim):
            says.insert(0, tr("The second reviewer put it back. “Take up the review” below, then propose once more."))
        self.text.setText(" ".join(says))
        self.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
        is_last = self._kept.at + 1 == len(steps())
        self.next.setText(tr("End the tour") if is_last else tr("Next"))
        if self.step.id not in MAY_SKIP and self.next.hasFocus():
            self._hand_on_focus()
        self.next.setVisible(self.step.id in MAY_SKIP)
        self.goes_on.setVisible(self.step.id not in READ_ONLY)
        self.end.setVisible(not is_last)
        self._away, self._is_own_chosen = 0, False
        self._leading.begin()
        self._welcome()

    def _hand_on_focus(self) -> None:
        """From the button that goes to what the step is about: the next Enter must not end the tour."""
        self.next.clearFocus()
        if (first := next(iter(self._in_sight()), None)) is not None:
            first.setFocus()

    def _in_sight(self) -> list[QWidget]:
        """The controls of the step that are there, in its order; those not to be used yet, or filled, come last."""
        named = (one for name in self.step.shows for one in self.window().findChildren(QWidget, name))
        return sorted((one for one in named if one.isVisible()), key=lambda one: not one.isEnabled() or _is_filled(one))

    def _look(self) -> None:
        """Notice that a step is over or its claim was left, and keep the frame on its control."""
        if self._claim is None or self._waits_for not in ("", self._sitting.person) or self.isHidden():
            return  # of one person's window the next person has done nothing yet; one that ended frames nothing
        around = self._where()
        while self._waits_for in ("", self._sitting.person) and is_over(
            self.step.id, self._claim, self._sitting.plan, around
        ):
            self.onward()
        self._away = self._away + 1 if lost(self.step, self._claim, around) else 0
        if self._away > SETTLED or (self.step.who == "second" and is_put_back(self._claim)):
            is_for_lead = self.step.who == "lead" or is_put_back(self._claim)
            self.go(place_of("open" if is_for_lead else "handed_on"))
        if self._frame is None:
            self._frame = Frame(self.window(), self._sitting.look)
            self.destroyed.connect(self._frame.deleteLater)
        there = self._in_sight()
        if self._leading.look(self.window(), self.step, there):
            self._welcome()
        if self.step.id == "letter" and not self._is_own_chosen:
            self._is_own_chosen = any(_choose_line(one, self._claim.number) for one in there)
        self._frame.around(next((one for one in there if not one.visibleRegion().isEmpty()), None))

    def _welcome(self) -> None:
        """Enter begins the tour; in the list below, it would open a claim the tour is not about."""
        if self.step.id == "welcome" and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.next.setFocus()

    def hideEvent(self, event: Any) -> None:
        """The frame goes with the tour."""
        if self._frame is not None:
            self._frame.hide()
        super().hideEvent(event)


def _choose_line(control: QWidget, claim: str) -> bool:
    """Select the row of a table that is about this claim; whether there is one."""
    if not isinstance(control, QTableView):
        return False
    lines = control.model()
    about = (str(lines.index(line, 0).data(Qt.ItemDataRole.ToolTipRole)) for line in range(lines.rowCount()))
    line = next((line for line, told in enumerate(about) if claim in told), -1)
    if line >= 0:
        control.selectRow(line)
    return line >= 0


def _is_filled(field: QWidget) -> bool:
    """Whether a field has words, or a choice is no longer its first one."""
    if isinstance(field, QComboBox):
        return field.currentIndex() > 0
    return isinstance(field, QLineEdit) and bool(field.text())


def _claim(conn: Any, number: str) -> Claim | None:
    """The claim of the tour; without a number the first one in review whose papers are there."""
    from reviewer.casefile import claims, standing

    if not number:
        ids = claims.order(conn, claims.Filter(stage=frozenset({Stage.IN_REVIEW.value})))
        waiting = [standing.read_claim(conn, line.claim) for line in claims.lines(conn, ids[:TRIED])]
        with_sales = (one for one in waiting if any(paper.kind == "SLS" for paper in one.papers))
        return next(with_sales, waiting[0] if waiting else None)
    return standing.read_claim(conn, number)


def _unexpected(fault: BaseException) -> None:
    raise fault

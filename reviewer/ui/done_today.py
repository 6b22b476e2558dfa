"""What I did today (Ctrl+Z): the last act is named and taken back with a reason; what stays says what to do."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from reviewer.desk.wording import done_word, word_for
from reviewer.rules.problem import Problem
from reviewer.ui.act_words import summary
from reviewer.ui.parts import banner, button, column, fit_height, label, open_at, restyle, row, without_default
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import language, moment, tr, tr_many


class DoneToday(QDialog):
    """A list of one's own acts of the day; the one chosen is taken back below it, or says why it stays."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        """Reads the acts at once."""
        super().__init__(parent)
        self.setObjectName("done_today")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What I did today"))
        look = sitting.look
        open_at(self, look.px(760), look.px(120))
        self._sitting, self._done, self._asked, self._busy = sitting, [], 0, False  # type: ignore[var-annotated]
        self.title = label(tr("What I did today"), size=20, bold=True, wrap=True)
        columns = (Column(tr("Time"), 64), Column(tr("What"), 0), Column(tr("Claim"), 112), Column(tr("State"), 168))
        self.table = LinesTable("done_today_table", tr("What I did today"), columns, look)
        self.table.setSizeAdjustPolicy(self.table.SizeAdjustPolicy.AdjustToContents)
        self.nothing = label(_nothing(sitting), tone="soft", wrap=True)
        self.nothing.hide()
        self.why = banner("", "wait")
        self.why.setObjectName("done_today_why")
        self.reason = QLineEdit()
        self.reason.setObjectName("done_today_reason")
        self.reason.setAccessibleName(tr("Why it is taken back"))
        self.reason.setPlaceholderText(tr("Why it is taken back"))
        self.reason.returnPressed.connect(self.take_back)
        self.said = label("", tone="good", wrap=True, told=True)
        self.said.setObjectName("done_today_said")
        self.go = button("done_today_go", tr("Take back"), self.take_back, role="primary")
        self._lay_out()
        self.table.picked.connect(lambda _: self._picked())
        self.table.opened.connect(lambda _: self.reason.setFocus() if self.reason.isVisible() else None)
        self.read()

    def _lay_out(self) -> None:
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(self.title)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.why)
        layout.addWidget(self.reason)
        foot = row()
        foot.addWidget(self.said, 1)
        foot.addWidget(button("done_today_close", tr("Close"), self.reject))
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self._show_way(may=False, why="")

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the acts of today again."""
        person, member, now = self._sitting.person, self._sitting.member, self._sitting.now()
        own = member.public_keys if member is not None else ()

        def work(conn: Any) -> Sequence[Any]:
            from reviewer.desk.taking_back import done_today

            return done_today(conn, person, own, now)

        self._sitting.read(work, then=self._show, otherwise=self._failed, owner=self)

    def _show(self, found: Sequence[Any]) -> None:
        self._done = list(found)
        self.table.show_lines([self._line(one) for one in found])
        first = next((one.one.uid for one in found if not one.one.is_gone and one.one.act != "take_back"), "")
        self.table.setVisible(bool(found))
        self.nothing.setHidden(bool(found))
        self.table.go_to(first)
        self._picked()

    def _line(self, done: Any) -> Line:
        one, sitting = done.one, self._sitting
        said = summary(one, sitting.plan, sitting.case, sitting.name_of)
        what = "  ".join(filter(None, (done_word(one.act, language()), said)))
        state, tone = tr("stays"), "ink-soft"
        if one.is_gone:
            state = tr("taken back")
        elif done.back is not None:
            state, tone = tr("can be taken back"), "accent"
        clock = moment(one.made_at).rpartition(" ")[2]
        return Line(one.uid, (clock, what, _about(one), state), tone=tone, tip=f"{clock}  {what}")

    def chosen(self) -> Any:
        """The act the table stands on; None for none."""
        return next((done for done in self._done if done.one.uid == self.table.current()), None)

    def _picked(self) -> None:
        """Name what would be taken back, and ask the rules whether it may be."""
        done = self.chosen()
        self._asked += 1
        if done is None:
            self.title.setText(tr("What I did today"))
            self._show_way(may=False, why="")
            fit_height(self, self._sitting.look.px(480))
            return
        what = " · ".join(filter(None, (word_for("act", done.one.act, language()), _about(done.one))))
        self.title.setText(tr("Take back: {what}", what=what))
        if done.back is None:
            self._show_way(may=False, why=_instead(done.one))
            return
        asked, person, now = self._asked, self._sitting.person, self._sitting.now()

        def work(conn: Any) -> Problem | None:
            from reviewer.desk.taking_back import refused_back

            return refused_back(conn, person, done, now)

        def judged(problem: Problem | None) -> None:
            if asked == self._asked:
                why = in_words(self._sitting.with_names(problem)) if problem is not None else ""
                self._show_way(may=problem is None, why=why)

        self._sitting.read(work, then=judged, otherwise=self._failed, owner=self)

    def _show_way(self, *, may: bool, why: str) -> None:
        self.reason.setVisible(may)
        self.go.setVisible(may)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        if may or why:
            fit_height(self, self._sitting.look.px(480))
        if may and not self._busy:
            self.reason.setFocus()

    # --- taking back ------------------------------------------------------------------------------------

    def take_back(self) -> None:
        """Record that it is taken back, with the reason."""
        done, reason = self.chosen(), self.reason.text().strip()
        restyle(self.reason, fault="false" if reason else "true")
        if done is None or done.back is None or not reason or self._busy or self.reason.isHidden():
            return
        act, subject, body = done.back
        self._busy = True
        restyle(self.said, tone="wait")
        self.said.setText(tr("Recording…"))
        self._sitting.record(
            act, subject, {**body, "reason": reason}, then=lambda _: self._taken(), otherwise=self._failed, owner=self
        )

    def _taken(self) -> None:
        self._busy = False
        self.reason.clear()
        restyle(self.said, tone="good")
        self.said.setText(tr("Taken back."))
        self.read()

    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        self.said.setText("")
        if not isinstance(fault, Problem):
            raise fault
        self._show_way(may=False, why=in_words(self._sitting.with_names(fault)))


def _nothing(sitting: Sitting) -> str:
    """Whose day is empty: after the seat was taken, what was recorded just before is another person's."""
    if not sitting.person:
        return tr("You recorded nothing today.")
    return tr(
        "{name} recorded nothing today. What another person recorded here stands under that person, and is taken back"
        " from their own seat.",
        name=sitting.name_of(sitting.person),
    )


def _about(one: Any) -> str:
    """The claim an act is about, or how many."""
    claims = one.facts.get("claims")
    if isinstance(claims, list):
        return tr_many("{n} claim", "{n} claims", len(claims))
    return str(one.subject) if ":" not in one.subject and one.subject != "case" else ""


def _instead(one: Any) -> str:
    """Why an act stays, and what to do instead."""
    if one.is_gone:
        return tr("This was taken back already. Record it again if it was right after all.")
    if not one.is_last:
        return tr("Something was recorded on this claim after it. Take that back first, if it is yours.")
    found = word_for("instead", one.act, language())
    return found if found != one.act else word_for("instead", "otherwise", language())

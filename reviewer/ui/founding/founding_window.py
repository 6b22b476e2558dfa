"""Founding a case: name, controller, legal ground, plan, people, and the passphrase that locks case and key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QPushButton, QScrollArea, QWidget

from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.ui.background import Lanes
from reviewer.ui.founding.roster_rows import RosterRows
from reviewer.ui.leaving import LeavesTwice
from reviewer.ui.look import Look
from reviewer.ui.parts import banner, button, column, label, line, open_at, row
from reviewer.ui.passphrase import SHORTEST
from reviewer.ui.preferences import Preferences
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, tr_many


class FoundingWindow(LeavesTwice):
    """Everything the first entry holds; nothing is written before Found is pressed."""

    founded = Signal(Path, str)

    def __init__(self, look: Look, lanes: Lanes, preferences: Preferences, parent: QWidget) -> None:
        """Filled with what the program ships: its plan and its wordings; who answers and why, a person says."""
        super().__init__(parent)
        from reviewer.desk import founding
        from reviewer.rules.plan_file import read_plan

        self.setObjectName("founding_window")
        self.setWindowTitle(tr("Set up a case"))
        open_at(self, look.px(900), look.px(660))
        self._look, self._lanes, self._preferences = look, lanes, preferences
        self._plan_text = founding.plan_text()
        self.plan: Plan = read_plan(self._plan_text)
        self.fields: dict[str, QLineEdit] = {}
        self.problem = banner("", "bad")
        self.problem.setObjectName("founding_problem")
        self.problem.hide()
        self.roster = RosterRows(self.plan)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(self.windowTitle(), size=20, bold=True))
        layout.addWidget(self._scrolling(), 1)
        layout.addWidget(self.problem)
        layout.addWidget(line())
        foot = row()
        self.missing = label("", size=12, tone="soft", wrap=True)
        foot.addWidget(self.missing, 1)
        foot.addWidget(button("founding_close", tr("Cancel"), self.reject))
        self.go = button("founding_found", tr("Found the case"), self.found, role="primary")
        foot.addWidget(self.go)
        layout.addLayout(foot)
        for other in self.findChildren(QPushButton):  # Enter in a field founds the case
            other.setAutoDefault(False)
        self.go.setDefault(True)
        self._show_plan()
        self.roster.edited.connect(self.look)
        self.look()

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        layout = column(inside, spacing=12)
        layout.addLayout(self._about())
        layout.addWidget(label(tr("The people of the council"), size=15, bold=True))
        about = tr(
            "Seats are those of the plan. Who has no name here can be put on the roster later, and so can keys: each "
            "person makes one on their own computer and gives you its public half. The first meeting elects the chair."
        )
        chair = tr(
            "The secretary cannot be elected chair. Whoever is to chair takes a seat below, and another person founds "
            "the case."
        )
        layout.addWidget(label(about, size=12, tone="soft", wrap=True))
        layout.addWidget(banner(chair, "wait"))
        layout.addWidget(self.roster)
        layout.addStretch(1)
        area = QScrollArea()
        area.setObjectName("founding_area")
        area.setAccessibleName(tr("Set up a case"))
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _usual(self, name: str, text: str) -> tuple[str, str, Callable[[], None]]:
        """A button that fills in what is usual: whoever presses it has chosen it."""

        def fill() -> None:
            self.fields[name].setText(text)
            self.fields[name].setCursorPosition(0)

        return f"found_{name}", tr("The usual one"), fill

    def _about(self) -> QGridLayout:
        from reviewer.desk.founding import USUAL_CONTROLLER, USUAL_GROUND

        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        asks = (
            ("path", tr("Case file"), ("found_path", tr("Choose…"), self._choose_path)),
            ("name", tr("Name of the case"), None),
            ("controller", tr("Controller of the personal data"), self._usual("controller", USUAL_CONTROLLER)),
            (
                "legal_ground",
                tr("Legal ground for the council to receive it"),
                self._usual("legal_ground", USUAL_GROUND),
            ),
            ("plan", tr("Plan of the council"), ("found_plan", tr("Another plan…"), self._choose_plan)),
            ("passphrase", tr("Passphrase"), None),
            ("again", tr("Passphrase again"), None),
        )
        for place, (name, says, choose) in enumerate(asks):
            field = QLineEdit()
            field.setObjectName(f"found_{name}")
            field.setAccessibleName(says)
            field.textChanged.connect(lambda _: self.look())
            if name in ("passphrase", "again"):
                field.setEchoMode(QLineEdit.EchoMode.Password)
            else:
                field.textChanged.connect(partial(set_tip, field))  # what is longer than its field stands whole there
            grid.addWidget(label(says, tone="soft", wrap=True), place, 0)
            grid.addWidget(field, place, 1)
            self.fields[name] = field
            if choose is not None:
                code, text, pressed = choose
                grid.addWidget(button(f"{code}_choose", text, pressed, says=f"{text}: {says}"), place, 2)
        self.fields["plan"].setReadOnly(True)
        text = tr("Nobody can recover a forgotten passphrase. It opens the case and your key.")
        grid.addWidget(label(text, size=12, tone="soft", wrap=True), len(asks), 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._look.px(170))
        return grid

    # --- choosing ---------------------------------------------------------------------------------------

    def _choose_path(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("New case file"), "", tr("Case files") + " (*.casedb)")
        if path:
            self.fields["path"].setText(path if path.endswith(".casedb") else f"{path}.casedb")
            if not self._text("name"):
                self.fields["name"].setText(Path(path).stem)

    def _choose_plan(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Another plan…"), "", f"{tr('Texts of the council')} (*.toml)")
        if path:
            self.use_plan(Path(path))

    def use_plan(self, path: Path) -> None:
        """Take the plan of a file with its council, bodies and seats; one that cannot be used changes nothing."""
        from reviewer.rules.plan_file import read_plan

        try:
            text = path.read_text(encoding="utf-8-sig")
            plan = read_plan(text)
        except (OSError, UnicodeDecodeError):
            self._say(in_words(Problem("FileUnusable", file=path.name, why="not UTF-8")))
            return
        except Problem as fault:
            self._say(in_words(fault))
            return
        self._plan_text, self.plan = text, plan
        self.problem.hide()
        self.roster.show_plan(plan)
        self._show_plan()

    def _show_plan(self) -> None:
        council, seats = self.plan.council.in_(language()), tr_many("{n} seat", "{n} seats", self.plan.seats)
        self.fields["plan"].setText(f"{council} · {seats} · {self.plan.version}")
        self.fields["plan"].setCursorPosition(0)

    # --- founding ---------------------------------------------------------------------------------------

    def _text(self, name: str) -> str:
        return self.fields[name].text().strip()

    def look(self) -> None:
        """Say what is missing; the button is off only with its reason beside it."""
        why = self._why_not()
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.missing.setText(why)

    def _why_not(self) -> str:
        if not self._text("path"):
            return tr("Choose where the case file is to lie.")
        for name in ("name", "controller", "legal_ground"):
            if not self._text(name):
                return tr("Still missing: {fields}", fields=self.fields[name].accessibleName())
        if len(self.fields["passphrase"].text()) < SHORTEST:
            return tr("The passphrase needs at least {n} characters.", n=SHORTEST)
        if self.fields["passphrase"].text() != self.fields["again"].text():
            return tr("The two passphrases are not the same.")
        return self.roster.fault()

    def found(self) -> None:
        """Make the case and its first entry on the clerk's lane, then open it."""
        if not self.go.isEnabled():
            return
        path, secret, lines = Path(self._text("path")), self.fields["passphrase"].text(), self.roster.lines()
        folder, now, plan = self._preferences.keys_folder, Sitting.now(), self._plan_text
        name, controller, ground = (self._text(one) for one in ("name", "controller", "legal_ground"))

        def work() -> None:
            from reviewer.desk.founding import found_with

            made, _ = found_with(
                path, lines, folder, secret,
                name=name, controller=controller, legal_ground=ground, plan=plan, now=now,
            )  # fmt: skip
            made.close()

        self.go.setEnabled(False)
        self.missing.setText(tr("One moment…"))
        self._lanes.clerk.run(work, then=lambda _: self._founded(path, secret), otherwise=self._failed, owner=self)

    def _founded(self, path: Path, secret: str) -> None:
        self.accept()
        self.founded.emit(path, secret)

    def _failed(self, fault: BaseException) -> None:
        self.look()
        if not isinstance(fault, Problem):
            raise fault
        self._say(in_words(fault))

    def tell(self, text: str) -> None:
        """As for a fault."""
        self._say(text)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

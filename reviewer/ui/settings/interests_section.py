"""Settings, Interests: what I declare about myself, and what the others declared, as far as I may see it."""

import dataclasses
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.rules.acts.shape import MEMBERS
from reviewer.rules.council import Case
from reviewer.rules.interests import Declared
from reviewer.rules.problem import Problem
from reviewer.ui.parts import banner, button, column, empty, label, restyle, row
from reviewer.ui.permission import may_declare, why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import listed, moment, tr, tr_many

LISTS = ("regions", "numbers", "relatives")


@dataclasses.dataclass(frozen=True)
class InterestsPage:
    """The case, and what was declared, in words: one's own, and for an auditor everybody's."""

    case: Case
    words: dict[str, Declared]


def read_interests(conn: Any, person: str) -> InterestsPage:
    """Read what this person may see of the declarations."""
    from reviewer.casefile import interests, standing

    case = standing.read_case(conn)
    me = case.roster.get(person)
    seen = case.interests if me is not None and me.role == "AUDITOR" else {person} & set(case.interests)
    return InterestsPage(
        case, {one: interests.declared_of(conn, case, case.roster[one]) for one in seen if one in case.roster}
    )


class InterestsSection(QWidget):
    """Four fields, one thing a line; what is recorded replaces the declaration before."""

    def __init__(self, sitting: Sitting) -> None:
        """Reads at once, and again after every declaration."""
        super().__init__()
        self.setObjectName("interests_section")
        self._sitting = sitting
        self.page: InterestsPage | None = None
        self.fields: dict[str, QPlainTextEdit] = {}
        self._before: dict[str, Any] = {}
        layout = column(self, spacing=8)
        layout.addWidget(label(tr("Interests"), size=15, bold=True))
        about = tr(
            "A claim that touches one of these asks you first: step aside, or say why there is no conflict. Your own "
            "name and your body are known from the roster. What you write is seen by you and by the auditors."
        )
        layout.addWidget(label(about, tone="soft", wrap=True))
        self.said = banner("", "good")
        self.said.setObjectName("interests_said")
        self.said.hide()
        layout.addWidget(self.said)
        self.state = label("", size=12, tone="soft", wrap=True)
        self.state.setObjectName("interests_state")
        layout.addWidget(self.state)
        self._form = QWidget()
        self._lay_out(column(self._form, spacing=8))
        self._form.setVisible(may_declare(sitting))
        layout.addWidget(self._form)
        self._others = QVBoxLayout()
        self._others.setSpacing(6)
        layout.addLayout(self._others)
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to
        self.read()

    def _lay_out(self, layout: QVBoxLayout) -> None:
        asks = {
            "regions": (tr("Regions, one a line"), "서울 강남구\n제주"),
            "numbers": (tr("Registration numbers, one a line"), "120-81-47521"),
            "relatives": (tr("Names of relatives, one a line"), ""),
            "note": (tr("Note"), ""),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, (name, (says, example)) in enumerate(asks.items()):
            field = QPlainTextEdit()
            field.setObjectName(f"interests_{name}")
            field.setAccessibleName(says)
            field.setPlaceholderText(example)
            field.setTabChangesFocus(True)
            field.setFixedHeight(self._sitting.look.px(64))
            field.textChanged.connect(self.look)
            grid.addWidget(label(says, size=12, tone="soft", wrap=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, place, 1)
            self.fields[name] = field
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        layout.addLayout(grid)
        self.go = button("interests_record", "", self.record, role="primary")
        self.missing = label("", size=12, tone="soft", wrap=True)
        foot = row()
        foot.addWidget(self.go)
        foot.addWidget(self.missing, 1)
        layout.addLayout(foot)
        self.look()

    # --- showing ----------------------------------------------------------------------------------------

    def _recorded(self, act: str) -> None:
        if act == "declare_interests":
            self.read()

    def read(self) -> None:
        """Read the declarations anew."""
        person = self._sitting.person
        self._sitting.read(
            lambda conn: read_interests(conn, person), then=self._show, otherwise=_unexpected, owner=self
        )

    def _show(self, page: InterestsPage) -> None:
        self.page = page
        mine = page.case.interests.get(self._sitting.person)
        said = page.words.get(self._sitting.person, Declared())
        if mine is not None:
            self.state.setText(tr("You declared this on {day}.", day=moment(mine.made_at)))
        elif may_declare(self._sitting):
            self.state.setText(tr("You have not declared anything yet. Nothing to declare is recorded too."))
        else:
            self.state.setText(tr("Only members of the council declare interests."))
        kept = {name: list(getattr(said, name)) for name in LISTS} | {"note": said.note}
        self._before = kept if mine is not None else {}
        for name, field in self.fields.items():
            value = kept[name]
            field.setPlainText(value if isinstance(value, str) else "\n".join(value))
        self.look()
        self._show_others(page)

    def _show_others(self, page: InterestsPage) -> None:
        empty(self._others)
        self._others.addWidget(label(tr("What the members declared"), bold=True))
        for member in page.case.roster.values():
            if member.role not in MEMBERS or member.id == self._sitting.person:
                continue
            made = page.case.interests.get(member.id)
            name = self._sitting.name_of(member.id)
            if made is None:
                self._others.addWidget(label(tr("{name}: nothing declared yet", name=name), tone="wait", wrap=True))
                continue
            if (said := page.words.get(member.id)) is not None:
                told = listed([*said.regions, *said.numbers, *said.relatives, *([said.note] if said.note else [])])
            else:
                count = len(made.regions) + len(made.numbers) + len(made.relatives)
                told = tr_many("{n} interest", "{n} interests", count) if count else ""
            told = told or tr("nothing to declare")
            self._others.addWidget(label(f"{name}: {told} · {moment(made.made_at)}", wrap=True))

    # --- recording --------------------------------------------------------------------------------------

    def body(self) -> dict[str, Any]:
        """What the fields say, as the act holds it."""
        texts = {name: field.toPlainText() for name, field in self.fields.items()}
        lines = {name: [one.strip() for one in texts[name].splitlines() if one.strip()] for name in LISTS}
        note = texts["note"].strip()
        return {**lines, **({"note": note} if note else {})}

    def look(self) -> None:
        """Say what keeps the declaration from being recorded."""
        body = self.body()
        is_empty = not any(body.values())
        self.go.setText(tr("Record: nothing to declare") if is_empty else tr("Record my declaration"))
        self.go.setAccessibleName(self.go.text())
        why = why_not(self._sitting, "declare_interests")
        if not why and {"note": "", **body} == self._before:
            why = tr("Nothing is changed yet.")
        self.go.setEnabled(not why)
        set_tip(self.go, why)
        self.missing.setText(why)

    def record(self) -> None:
        """Record the declaration; it replaces the one before."""
        if self.go.isEnabled():
            self._sitting.record(
                "declare_interests", "case", self.body(), then=lambda _: self._say(tr("Recorded."), "good"),
                otherwise=self._refused, owner=self,
            )  # fmt: skip

    def _refused(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say(in_words(fault), "bad")

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()


def _unexpected(fault: BaseException) -> None:
    raise fault

"""Settings, Council: the roster, what waits for its second person, and adopting a plan or letter wordings."""

import dataclasses
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from reviewer.letters.wording import join, read_wording
from reviewer.rules.council import Case, Member, RosterChange
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from reviewer.ui.making import Making, styled
from reviewer.ui.parts import banner, button, column, label, line, restyle, row, take_from
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words, what
from reviewer.ui.rules_print import RulesPrint
from reviewer.ui.settings.roster_form import RosterForm
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, language, listed, tr, tr_many, word

CONFIRMS = {"ROSTER": "confirm_roster", "PLAN": "confirm_plan", "WORDING": "confirm_wording"}
ADOPTS = {"PLAN": "adopt_plan", "WORDING": "adopt_wording"}
CASE_ACTS = frozenset({"change_roster", "elect_chair", "adopt_rules", *CONFIRMS.values(), *ADOPTS.values()})


@dataclasses.dataclass(frozen=True)
class CouncilPage:
    """The case, the members' names by id, and the names of a roster that waits."""

    case: Case
    names: dict[str, str]
    waiting_names: dict[str, str]
    controller: str = ""
    legal_ground: str = ""


def read_council(conn: Any) -> CouncilPage:
    """Read roster, names and what waits."""
    from reviewer.casefile import journal, standing

    case = standing.read_case(conn)
    waiting = [member for change in case.waiting for member in change.members]
    return CouncilPage(
        case,
        {member.id: journal.text_of(conn, member.name) for member in case.roster.values()},
        {member.id: journal.text_of(conn, member.name) for member in waiting},
        journal.text_of(conn, case.controller),
        journal.text_of(conn, case.legal_ground),
    )


def checked_text(what: str, paths: list[Path]) -> tuple[str, str]:
    """A plan or wording from its file, and its version; two files of wordings are Korean and English.

    Raises PlanInvalid, WordingInvalid and FileUnusable.
    """
    try:
        texts = [path.read_text(encoding="utf-8-sig") for path in paths]
    except (OSError, UnicodeDecodeError) as fault:
        why = "not UTF-8" if isinstance(fault, UnicodeDecodeError) else fault.strerror or ""
        raise Problem("FileUnusable", file=paths[0].name, why=why) from None
    if what == "PLAN":
        return texts[0], read_plan(texts[0]).version
    whole = texts[0] if len(texts) == 1 else join(*sorted(texts, key=lambda text: "[ko" not in text))
    read_wording(whole)
    return whole, ""


class CouncilSection(QWidget):
    """What the secretary changes and the chair confirms; others see it and why they cannot change it."""

    def __init__(self, sitting: Sitting) -> None:
        """Reads at once, and again after every act on the case."""
        super().__init__()
        self.setObjectName("council_section")
        self._sitting = sitting
        self.form: RosterForm | None = None
        self.page: CouncilPage | None = None
        self.texts: dict[str, str] = {}
        self.verdicts: dict[str, Any] = {}
        self.records: dict[str, Any] = {}
        layout = column(self, spacing=12)
        layout.addWidget(label(tr("Council"), size=15, bold=True))
        self.said = banner("", "good")
        self.said.setObjectName("council_said")
        self.said.hide()
        layout.addWidget(self.said)
        self._shown = QWidget()
        layout.addWidget(self._shown)
        self._filling = Making(iter(()), self)
        layout.addWidget(line())
        self._adopting("PLAN", tr("Plan"), tr("A new plan needs a new vote on the rules before anything is proposed."))
        self._adopting("WORDING", tr("Wording of the letters"), tr("One file, or the Korean and the English one."))
        sitting.recorded.connect(self._read_again)  # a method, which goes with the window it belongs to
        self.read()

    # --- showing ----------------------------------------------------------------------------------------

    def _read_again(self, act: str) -> None:
        if act in CASE_ACTS:
            self.read()

    def read(self) -> None:
        """Read the council anew."""
        self._sitting.read(read_council, then=self._show, otherwise=_unexpected, owner=self)

    def _show(self, page: CouncilPage) -> None:
        self._filling.finish()
        self._filling.deleteLater()
        self._filling = Making(self._made(page), self)
        self._filling.begin()

    def _made(self, page: CouncilPage) -> Iterator[None]:
        """Make what the page says beside what is in view, which it then takes the place of."""
        fresh, whole = QWidget(), self.layout()
        assert isinstance(whole, QVBoxLayout)
        fresh.hide()
        whole.insertWidget(whole.indexOf(self._shown), fresh)
        layout = column(fresh, spacing=12)
        for change in page.case.waiting:
            self._add_waiting(layout, change, page)
        council = f"{self._sitting.plan.council.in_(language())} · {page.case.name}"
        layout.addWidget(label(council, wrap=True))
        for says, value in ((tr("Controller of the personal data"), page.controller),
                            (tr("Legal ground for the council to receive it"), page.legal_ground)):  # fmt: skip
            layout.addWidget(label(f"{says}: {value or '–'}", size=12, tone="soft", wrap=True))
        layout.addWidget(self._table(page))
        yield
        form = RosterForm(self._sitting, page.case, page.names, why_not(self._sitting, "change_roster"))
        form.wants_record.connect(self.change_roster)
        layout.addWidget(label(tr("Change a line"), bold=True))
        layout.addWidget(form)
        yield from styled(fresh)
        take_from(whole, whole.indexOf(self._shown))
        self._shown, self.page, self.form = fresh, page, form
        self._show_versions()
        fresh.show()

    def _table(self, page: CouncilPage) -> QWidget:
        whole, plan = QWidget(), self._sitting.plan
        whole.setObjectName("roster_table")
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        heads = (tr("Seat"), tr("Name"), tr("Role"), tr("Body"), tr("Signing keys"))
        for place, head in enumerate(heads):
            grid.addWidget(label(head, size=12, tone="soft"), 0, place)
        members = sorted(page.case.roster.values(), key=lambda member: (member.seat == 0, member.seat, member.id))
        for number, member in enumerate(members, 1):
            keys = len(member.public_keys)
            texts = (
                str(member.seat) if member.has_vote else "–",
                _named(member.id, page.names),
                word(plan.roles, member.role),
                word(plan.bodies, member.body),
                tr_many("{n} key", "{n} keys", keys) if keys else tr("no key yet"),
            )
            for place, text in enumerate(texts):
                tone = "wait" if place == 4 and not keys else ""
                grid.addWidget(label(text, tone=tone, wrap=place in (1, 3)), number, place)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 4)
        return whole

    def _add_waiting(self, layout: QVBoxLayout, change: RosterChange, page: CouncilPage) -> None:
        words = {
            "ROSTER": tr("A change of the roster waits for the chair"),
            "PLAN": tr("A new plan waits for the chair"),
            "WORDING": tr("New letter wordings wait for the chair"),
        }
        layout.addWidget(banner(words[change.what], "wait"))
        by = tr("Entered by {person}", person=_named(change.author, page.names))
        layout.addWidget(label(by, size=12, tone="soft", wrap=True))
        for text in self._differences(change, page):
            layout.addWidget(label(text, wrap=True))
        act = CONFIRMS[change.what]
        why = why_not(self._sitting, act)
        if not why and change.author == self._sitting.person:
            why = what(Problem("SamePerson", act=act, author=change.author))
        pressed = partial(self._record, act, {"entry": change.entry})
        confirm = button(act, tr("Confirm"), pressed, role="primary")
        confirm.setEnabled(not why)
        set_tip(confirm, why)
        foot = row()
        foot.addWidget(confirm)
        foot.addWidget(label(why, size=12, tone="soft", wrap=True), 1)
        layout.addLayout(foot)

    def _differences(self, change: RosterChange, page: CouncilPage) -> list[str]:
        if change.what != "ROSTER":
            return [tr("Fingerprint: {digest}", digest=change.text[:16])]
        names = page.waiting_names
        texts: list[str] = []
        for member in change.members:
            old = page.case.roster.get(member.id)
            if old is None:
                texts.append(tr("New: {person}", person=self._in_words(member, names)))
            elif changes := self._changes(old, page.names, member, names):
                texts.append(f"{_named(member.id, page.names)}: {listed(changes)}")
        gone = page.case.roster.keys() - {member.id for member in change.members}
        return texts + [tr("Off the roster: {person}", person=_named(one, page.names)) for one in sorted(gone)]

    def _changes(self, old: Member, before: dict[str, str], new: Member, after: dict[str, str]) -> list[str]:
        """What differs, field by field; names are compared as words, because their digests are salted."""
        plan = self._sitting.plan
        pairs = (
            (tr("Name"), before.get(old.id, ""), after.get(new.id, "")),
            (tr("Name in Latin letters"), old.latin_name or "–", new.latin_name or "–"),
            (tr("Role"), word(plan.roles, old.role), word(plan.roles, new.role)),
            (tr("Body"), word(plan.bodies, old.body), word(plan.bodies, new.body)),
            (tr("Seat"), str(old.seat or "–"), str(new.seat or "–")),
            (tr("Computer letter"), old.computer, new.computer),
        )
        found = [f"{name} {was} → {now}" for name, was, now in pairs if was != now]
        added = [tr("new key {key}", key=key[:16]) for key in new.public_keys if key not in old.public_keys]
        return (
            found + added + [tr("without key {key}", key=k[:16]) for k in old.public_keys if k not in new.public_keys]
        )

    def _in_words(self, member: Member, names: dict[str, str]) -> str:
        plan, keys = self._sitting.plan, [key[:8] for key in member.public_keys]
        parts = [_named(member.id, names), word(plan.roles, member.role), word(plan.bodies, member.body)]
        parts += [tr("seat {n}", n=member.seat)] if member.seat else []
        return listed([*parts, *([f"{tr('keys')} {' '.join(keys)}"] if keys else [tr("no key yet")])])

    # --- the roster -------------------------------------------------------------------------------------

    def change_roster(self) -> None:
        """Record the roster with one line changed; the chair confirms it."""
        if self.form is not None and self.form.button.isEnabled():
            self._record("change_roster", {"roster": self.form.roster()})

    def _record(self, act: str, body: dict[str, object]) -> None:
        self._sitting.record(
            act, "case", body, then=lambda _: self._recorded(act), otherwise=partial(self._refused, act), owner=self
        )

    def _recorded(self, act: str) -> None:
        waits = any(CONFIRMS[one.what] == act.replace("change", "confirm").replace("adopt", "confirm")
                    for one in self._sitting.case.waiting)  # fmt: skip
        self._say(tr("Recorded. It is in force when the chair confirms it.") if waits else tr("Recorded."), "good")
        for code, adopt in ADOPTS.items():
            if adopt == act:
                self._forget(code)

    def _refused(self, act: str, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        text = in_words(fault)
        if act == "change_roster" and self.form is not None:
            self.form.say_problem(text)
        else:
            self._say(text, "bad")

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        restyle(self.said, banner=tone)
        self.said.show()

    # --- plan and wordings ------------------------------------------------------------------------------

    def _adopting(self, code: str, title: str, about: str) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(label(title, bold=True))
        version = label("", size=12, tone="soft", wrap=True)
        version.setObjectName(f"version_{code.lower()}")
        layout.addWidget(version)
        layout.addWidget(label(about, size=12, tone="soft", wrap=True))
        verdict = banner("", "good")
        verdict.setObjectName(f"verdict_{code.lower()}")
        verdict.hide()
        layout.addWidget(verdict)
        choose = button(f"choose_{code.lower()}", tr("Choose a file…"), partial(self.choose_file, code))
        record = button(ADOPTS[code], tr("Record"), partial(self.adopt, code), role="primary")
        record.hide()
        why = why_not(self._sitting, ADOPTS[code])
        choose.setEnabled(not why)
        set_tip(choose, why)
        foot = row()
        foot.addWidget(choose)
        foot.addWidget(record)
        foot.addWidget(label(why, size=12, tone="soft", wrap=True), 1)
        layout.addLayout(foot)
        if code == "PLAN":
            layout.addWidget(RulesPrint(self._sitting))
        self.verdicts[code], self.records[code] = verdict, record

    def _show_versions(self) -> None:
        for code in ADOPTS:
            found = self.findChild(QWidget, f"version_{code.lower()}")
            text = f"{tr('Version in force: {version}', version=self._sitting.plan.version)} · {self._adopted()}"
            if code == "WORDING" and self.page is not None:
                text = tr("Fingerprint: {digest}", digest=self.page.case.wording[:16])
            found.setText(text)  # type: ignore[union-attr]

    def _adopted(self) -> str:
        """Which resolution adopted the plan in force, or that none did and what that keeps from being done."""
        case = self._sitting.case
        found = case.rules_of(case.rules_version)
        if found is None:
            return tr("not adopted yet: no decision can be proposed until a meeting adopts it as its first item")
        return tr("adopted by resolution {number} on {day}", number=found.number, day=day(found.on))

    def choose_file(self, code: str) -> None:
        """Ask for the file, or for the two of the wordings."""
        kinds = f"{tr('Texts of the council')} (*.toml)"
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose a file…"), "", kinds)
        if paths:
            self.check_file(code, [Path(path) for path in paths])

    def check_file(self, code: str, paths: list[Path]) -> None:
        """Read and validate before anything can be recorded."""
        self._forget(code)
        self._sitting.lanes.reader.run(
            lambda: checked_text(code, paths), then=partial(self._checked, code, paths[0].name),
            otherwise=partial(self._invalid, code), owner=self,
        )  # fmt: skip

    def _checked(self, code: str, name: str, found: tuple[str, str]) -> None:
        self.texts[code], version = found
        text = tr("{name} is complete and can be recorded.", name=name)
        if version:
            text = f"{text} {tr('Its version: {version}', version=version)}"
        self._show_verdict(code, text, "good")
        self.records[code].show()

    def _invalid(self, code: str, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._show_verdict(code, in_words(fault), "bad")

    def _show_verdict(self, code: str, text: str, tone: str) -> None:
        self.verdicts[code].setText(text)
        restyle(self.verdicts[code], banner=tone)
        self.verdicts[code].show()

    def _forget(self, code: str) -> None:
        self.texts.pop(code, None)
        self.verdicts[code].hide()
        self.records[code].hide()

    def adopt(self, code: str) -> None:
        """Record the text that was checked; the chair confirms it."""
        if code in self.texts:
            self._record(ADOPTS[code], {"text": self.texts[code]})


def _named(member: str, names: dict[str, str]) -> str:
    name = names.get(member, "")
    return f"{name} ({member})" if name and name != member else member


def _unexpected(fault: BaseException) -> None:
    raise fault

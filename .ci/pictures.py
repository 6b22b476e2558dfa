"""Takes the pictures of docs/screenshots, in Korean and English, of an invented case. See `make screenshots`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from odd_papers import deliver
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from window_pictures import WindowPictures

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.preferences import Preferences
from reviewer.ui.screenshots import SIZE

LANGUAGES = ("ko", "en")


class Album(WindowPictures):
    """Every picture of the manual, in the order in which the sample allows them."""

    def all_pictures(self) -> None:
        """Everything the manual shows."""
        numbers = dict(self._claims_by_stage())
        self.intake()
        self.place("claims", "claims", lambda: self.child("claim_search").setText("ㅋㅍ"))
        self.child("claim_search").clear()
        self.desk("", numbers["IN_REVIEW"], ("checks",), as_lead=True)
        self.hints(numbers["IN_REVIEW"])
        self.request(numbers["IN_REVIEW"])
        self.evidence(numbers["IN_REVIEW"])
        self.own_notes()
        self.reader()
        self.compare("compare")
        self.recognised()
        self.faint_photo()
        self.hint_levels()
        self.odd_papers()
        self.masked_copy()
        self.twins()
        self.desk("weeks", numbers["PROPOSED"], ("weeks",), as_lead=True)
        self.chart()
        self.amounts(numbers["ON_AGENDA"])
        self.sales_out_of_a_sheet()
        self.in_the_dark(numbers["IN_REVIEW"])
        self.desk("second-check", numbers["PROPOSED"], ("second",), as_lead=False)
        self._become("SIM-secretary")
        self.work()
        self.lots()
        self.past(numbers["ON_AGENDA"])
        self.meeting()
        self.meeting_papers(numbers["ON_AGENDA"])
        self.place("letters", "letters", self.open_register)
        self._become("SIM-law-1")
        self.settings_of_the_council()
        self.figures()
        self.settings()
        self.palette()
        self.tour()
        self.start()

    def _claims_by_stage(self) -> Iterator[tuple[str, str]]:
        from reviewer.casefile import claims

        conn = self.window.sitting.on_screen
        for stage in ("IN_REVIEW", "PROPOSED", "ON_AGENDA"):
            found = claims.Filter(route=frozenset({"INDIVIDUAL"}), stage=frozenset({stage}))
            for line in claims.lines(conn, claims.order(conn, found, "proof_marks", False)[:1]):
                self.people[line.claim] = (line.lead, line.second)
                yield stage, line.claim

    def desk(self, name: str, claim: str, sections: tuple[str, ...], *, as_lead: bool) -> None:
        """The claim desk with some sections open, as the person sees it whose turn it is."""
        self._become(self.people[claim][0 if as_lead else 1])
        self.window.show_claim(claim)
        desk = self.window.desk
        self.wait(lambda: desk.page is not None and desk.page.claim.number == claim)
        self.wait(lambda: desk.viewer.canvas.has_page(), pause=700)
        for one, fold in desk.sections.folds.items():
            fold.set_open(one in sections)
        self.wait(pause=700)
        head = desk.sections.folds[sections[0]].head
        desk.area.verticalScrollBar().setValue(head.mapTo(desk.sections, QPoint(0, 0)).y())
        self.wait(pause=700)
        if name:
            self.take(name)

    def hints(self, claim: str) -> None:
        """The desk with a digital paper, its checks and hints, once the papers were read behind the window."""
        desk = self.window.desk
        papers = {one.document for one in desk.page.claim.papers}
        self.wait(lambda: all(desk.page.hints.states.get(one) for one in papers), pause=700)
        digital = [one.document for one in desk.page.papers if one.path.endswith(".pdf") and one.document in papers]
        desk = self.paper(claim, next(iter(digital), next(iter(papers))), self.people[claim][0])
        self.open_only(desk, "checks")
        self.take("desk")

    def request(self, claim: str) -> None:
        """A request for more evidence with its lines."""
        desk = self.window.desk
        paper = desk.page.claim.papers[-1]
        if "G2" not in paper.answers:
            told = {"document": paper.document, "check": "G2", "result": "FAIL", "reason": "R02"}
            desk.record("record_check", told)
            self.wait(lambda: "G2" in desk.page.claim.paper(paper.document).answers, pause=700)
        self.open_only(desk, "supplement")
        self.take("more-evidence")

    def in_the_dark(self, claim: str) -> None:
        """Desk, sheet and compare in the dark theme."""
        self.wear("dark")
        self.sheet("sheet-dark")
        self.desk("desk-dark", claim, ("checks",), as_lead=True)
        self.compare("compare-dark")
        self.wear("light")

    def wear(self, theme: str) -> None:
        """Change the theme as the settings do, and wait until the windows are built again."""
        desk = self.window.desk
        self.reviewer.preferences.keep("theme", theme)
        self.reviewer.settings_changed()
        self.wait(lambda: not isValid(desk))

    def compare(self, name: str) -> None:
        """Two papers of a claim side by side."""
        desk = self.window.desk
        order = [document for document, _ in desk.papers.order()]
        desk.comparing.open(desk.papers.document(), 1, order)
        sides = (desk.comparing.window.left, desk.comparing.window.right)
        self.wait(lambda: all(side.stack.canvas.has_page() for side in sides), pause=1500)
        self.take(name, desk.comparing.window)
        desk.comparing.close()
        self.wait()

    def chart(self) -> None:
        """The chart of the daily sales of the claim in view."""
        desk = self.window.desk
        self.open_only(desk, "weeks", desk.sections.weeks.chart)
        self.take("chart")

    def evidence(self, claim: str) -> None:
        """A figure taken from a paper, and the facts and notes of a claim."""
        from reviewer.rules.places import on_page
        from reviewer.ui.reader.selection import Selection

        desk, (lead, second) = self.window.desk, self.people[claim]
        papers = [one.document for one in desk.page.claim.papers if one.kind == "SBC"]
        if not desk.page.notes:
            self.pin(self.paper(claim, papers[0], second), "2022-10-14", "장애 전날 예약은 9건이었음.")
        desk = self.paper(claim, papers[0], lead)
        width, height = desk.viewer.description.page_sizes[0]
        place = on_page(papers[0], 1, width * 0.33, height * 0.31, width * 0.49, height * 0.34)
        desk.viewer.selection = lambda: Selection(place, desk.page.applicant.brn)
        desk.evidence.take_figure("SBC5")
        self.wait(lambda: bool(desk.evidence.form._picture), pause=500)
        self.take("take-figure")
        desk.evidence.form.record()
        self.wait(lambda: "BRN" in desk.page.bound, pause=500)
        if len(desk.page.notes) < 2:
            self.pin(desk, "2022-10-16", "10월 16일 단체 예약이 취소되었다고 함. 매출 자료와 맞추어 볼 것.")
        for name, fold in desk.sections.folds.items():
            fold.set_open(name in ("evidence", "notes"))
        self.wait(pause=1200)
        desk.area.ensureWidgetVisible(desk.sections.notes)
        self.take("facts-and-notes")
        del desk.viewer.selection
        self.wait()

    def sales_out_of_a_sheet(self) -> None:
        """The days of the cells chosen in a spreadsheet before they are taken."""
        desk = self.sheet("sheet")
        desk.sections.weeks.wants_selection.emit()
        self.wait(lambda: not desk.sections.weeks.preview.isHidden(), pause=900)
        head = desk.sections.folds["weeks"].head
        desk.area.verticalScrollBar().setValue(head.mapTo(desk.sections, QPoint(0, 0)).y())
        self.wait(pause=500)
        self.take("take-days")
        desk.sections.weeks.preview.left.emit()
        self.wait()

    def sheet(self, name: str) -> ClaimDesk:
        """A spreadsheet with some of its columns chosen."""
        claim, document = self._claim_with_sheet()
        self._become(self.people[claim][0])
        self.window.show_claim(claim)
        desk = self.window.desk
        self.wait(lambda: desk.page is not None and desk.page.claim.number == claim)
        desk.papers.select(document)
        grid = desk.viewer.stack.sheets.grid
        self.wait(lambda: grid.rows.row(1) is not None, pause=900)
        grid.go(1, 1)
        grid.go(min(grid.plan.rows, 60), min(grid.plan.columns, 3), extend=True)
        self.open_only(desk, "checks")
        self.take(name)
        return desk

    def _claim_with_sheet(self) -> tuple[str, str]:
        """The first claim in individual review with a spreadsheet of sales, and that paper."""
        from reviewer.casefile import claim_facts, claims

        conn = self.window.sitting.on_screen
        found = claims.Filter(route=frozenset({"INDIVIDUAL"}))
        for line in claims.lines(conn, claims.order(conn, found, "proof_marks", False)):
            for paper in claim_facts.papers_of(conn, line.claim):
                if line.lead and paper.kind == "SLS" and paper.path.endswith((".xlsx", ".csv")):
                    self.people[line.claim] = (line.lead, line.second)
                    return line.claim, paper.document
        raise SystemExit("pictures: no claim has a spreadsheet of sales")

    def intake(self) -> None:
        """A delivery whose columns are looked at before it is taken in."""
        from reviewer.ui.intake.intake_window import IntakeWindow

        sitting = self.window.sitting
        intake = IntakeWindow(sitting.look, sitting.lanes, self.reviewer.preferences, sitting, self.window)
        intake.show()
        intake.show_delivery([self.sample / "delivery"])
        self.wait(lambda: intake.mapping.isVisible(), pause=600)
        self.take("intake", intake)
        intake.close()
        self.wait()

    def meeting(self) -> None:
        """The open meeting on the projector, with its votes given and not recorded."""
        from reviewer.ui.meeting.meeting import MeetingPlace

        self.window.show_place("meeting")
        place = self.window.findChild(MeetingPlace)
        self.wait(lambda: place.meeting is not None and bool(place.meetings.current()), pause=900)
        place.begin()
        self.wait(lambda: place.mode.page is not None, pause=300)
        place.mode.showNormal()
        place.mode.resize(place.mode.screen().size())  # its letters are as large as the screen asks for
        self.wait(pause=600)
        place.mode.show_item(next(one.key for one in place.mode.page.items if one.claims))
        self.wait(pause=600)
        place.mode.votes.rest_for()
        self.wait(pause=900)
        self.take("meeting", place.mode)
        place.mode.close()
        self.wait()

    def open_register(self) -> None:
        """The register of letters that left, with the first of them."""
        from reviewer.ui.letters.letters_view import LettersPlace

        place = self.window.findChild(LettersPlace)
        place.tabs.go("register")
        self.wait(lambda: len(place.register.preview.drawn) == len(LANGUAGES), pause=700)


def write_index(folder: Path) -> None:
    """A page that shows every picture in both languages."""
    lines = ["# Screens", "", "Made by `make screenshots` from an invented case; left Korean, right English.", ""]
    for name in sorted({path.stem.rpartition("-")[0] for path in folder.glob("*.png")}):
        shown = [f"![{name}, {tag}]({name}-{tag}.png)" for tag in LANGUAGES if (folder / f"{name}-{tag}.png").exists()]
        lines += [f"## {name.replace('-', ' ')}", "", " ".join(shown), ""]
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")


def main(case: Path, folder: Path) -> int:
    """Write every picture in both languages; 0 when all were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    odd = deliver(case)
    app = QApplication(["claim-reviewer"])
    preferences = Preferences()
    preferences.keep("theme", "light")
    preferences.keep("language", LANGUAGES[0])
    reviewer = Reviewer(app, preferences)
    photographer = Album(folder, reviewer, case, odd)
    reviewer.window.resize(*SIZE)
    for language in LANGUAGES:
        photographer.tag = language
        preferences.keep("language", language)
        reviewer.settings_changed()
        if reviewer.window.sitting is None:
            reviewer.window.show()
            reviewer.open_case(case)
            photographer.wait(lambda: reviewer.window.sitting is not None)
        photographer.wait(pause=800)
        photographer.all_pictures()
    reviewer.window.close()
    write_index(folder)
    return 0 if photographer.taken else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

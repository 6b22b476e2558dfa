"""Takes the pictures of the council at work: list, lanes, lots, calculation, papers of a meeting, past moments."""

from paper_pictures import PaperPictures
from PIL import Image
from PySide6.QtCore import QDate, QTime

from reviewer.ui.claim_desk.sensitivity_strip import SensitivityStrip

PAGE_WIDTH = 620


class CouncilPictures(PaperPictures):
    """Nothing here is recorded."""

    def work(self) -> None:
        """The secretary's Monday and a reviewer's list."""
        self.place("work", "my-work-secretary", lambda: self.child("tile_overdue").click())
        self.place("triage", "triage")

    def lots(self) -> None:
        """The draw of reviewers before it is recorded."""
        from reviewer.ui.claims.assign_many import AssignMany

        self.window.show_place("claims")
        window = AssignMany(self.window.sitting, None, self.window)
        window.open()
        self.wait(pause=1500)
        self.take("draw-of-reviewers", window)
        window.reject()
        self.wait()

    def past(self, claim: str) -> None:
        """A claim as it stood before the council met."""
        from reviewer.ui.past.past_window import PastWindow

        *_, meeting, _ = sorted(self.window.sitting.case.meetings.values(), key=lambda one: one.date)
        window = PastWindow(self.window.sitting, self.window)
        window.open()
        window.at.setDate(QDate(meeting.date.year, meeting.date.month, meeting.date.day))
        window.at.setTime(QTime(23, 59))
        window.go.click()
        self.wait(lambda: not window.told.isHidden(), pause=600)
        window.search.setText(claim)
        self.wait(lambda: bool(window.page.toPlainText()), pause=900)
        self.take("as-of", window)
        window.reject()
        self.wait()

    def amounts(self, claim: str) -> None:
        """How the award would change, the claims like it, and what is read on the phone."""
        self.desk("", claim, ("calculation",), as_lead=True)
        desk = self.window.desk
        self.open_only(desk, "calculation", desk.sections.calculation.findChild(SensitivityStrip))
        self.take("neighbouring-values")
        for section, name in (("neighbours", "like-for-like"), ("why", "why-this-amount")):
            self.open_only(desk, section)
            self.wait(pause=900)
            desk.right.show_fold(desk.sections.folds[section])
            self.wait(pause=300)
            self.take(name)

    def settings_of_the_council(self) -> None:
        """The declared interests of a member."""
        self.window.show_place("settings")
        self.wait(pause=600)
        self.window._built["settings"].show_section("interests_section")
        self.wait(pause=900)
        self.take("interests")

    def meeting_papers(self, claim: str) -> None:
        """The first page of the first meeting's minutes, and the summary of a claim, as they are printed."""
        from reviewer.desk.briefs import brief_of
        from reviewer.desk.minutes import minutes_of
        from reviewer.letters.office_paper import render

        held, meeting = self.window.sitting.case_file, min(int(one) for one in self.window.sitting.case.meetings)
        day = self.window.sitting.case.meetings[str(meeting)].date
        self.page(render(minutes_of(held.reader(), meeting, self.tag, day=day)), "minutes-page")
        self.page(render(brief_of(held, claim, self.tag, day=day)), "summary-page")

    def page(self, data: bytes, name: str) -> None:
        """Save the first page of a PDF of our own as NAME-LANGUAGE.png."""
        import pypdfium2

        with pypdfium2.PdfDocument(data) as document:
            picture: Image.Image = document[0].render(scale=2).to_pil()
        picture = picture.resize(
            (PAGE_WIDTH, round(picture.height * PAGE_WIDTH / picture.width)), Image.Resampling.LANCZOS
        )
        target = self.folder / f"{name}-{self.tag}.png"
        picture.convert("L").quantize(16).save(target, optimize=True)
        self.taken.append(target)

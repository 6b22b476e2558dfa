"""What comes next on a claim for whoever sits here, and what is still open on it."""

import dataclasses
from typing import Any

from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.verdicts import notes_wanted, open_checks
from reviewer.ui import keys
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.own_opinion import opinion_body, reads_blind, recorded
from reviewer.ui.claim_desk.problem_links import in_short
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.permission import only_reads
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, listed, tr, tr_many


@dataclasses.dataclass(frozen=True)
class NextAct:
    """The act the big button records, in words, and what keeps it from being pressed."""

    name: str = ""
    text: str = ""
    why_not: str = ""
    body: dict[str, Any] = dataclasses.field(default_factory=dict)


def next_act(page: DeskPage, sitting: Sitting, sections: Any) -> NextAct:
    """Take up, propose or check, as stage and person call for; otherwise says who is next."""
    claim, person = page.claim, sitting.person
    if not sitting.case_file.is_writing:
        return NextAct(why_not=tr("Opened to read only."))
    if not person:
        return NextAct(why_not=tr("Without a key you can only look."))
    if why := only_reads(sitting):
        return NextAct(why_not=why)
    if claim.is_recused(person):
        return NextAct(why_not=tr("You stepped aside from this claim."))
    if page.touches:
        return NextAct(why_not=unanswered_words())
    asked = person in claim.conflicts
    if reads_blind(page):
        return _own_opinion(page, sections, asked)
    if person == claim.lead and claim.stage is Stage.IN_REVIEW:
        return _propose(page, sections, asked)
    if person == claim.second and claim.stage is Stage.PROPOSED:
        return NextAct("check_decision", tr("Record second check"),
                       _why_no_second_check(page, sections) if asked else unanswered_words(),
                       sections.second.body())  # fmt: skip
    if person == claim.lead and claim.stage in ACTS["take_up"].stages and claim.stage is not Stage.PROPOSED:
        why = "" if asked else unanswered_words()
        return NextAct("take_up", tr("Take up the review"), why)
    return NextAct(why_not=_who_is_next(page, sitting))


def stopped_by_a_twin(page: DeskPage) -> str:
    """Which paid claim keeps an award from this one, and what agrees; "" where none does."""
    twin = next((one for one in page.twins if one.stops_awards), None)
    if twin is None or page.claim.deciding == "RETURN_REQUEST":
        return ""
    return tr("{claim} was paid: {what}", claim=twin.claim, what=word_for("twin", twin.kinds[0], language()))


def _own_opinion(page: DeskPage, sections: Any, asked: bool) -> NextAct:
    """Record one's opinion, or once more while the other one is not there."""
    found = _propose(page, sections, asked)
    why, left = found.why_not, sections.second.still_open()
    if not why and page.person == page.claim.second and left:
        why = tr_many("{n} required check is not gone through", "{n} required checks are not gone through", left)
    text = tr("Record opinion again") if recorded(page, page.person) else tr("Record opinion")
    return NextAct("record_opinion", text, why, opinion_body(page, found.body, sections))


def _why_no_second_check(page: DeskPage, sections: Any) -> str:
    """What is still missing before the second reviewer's opinion can be recorded."""
    second, body = sections.second, sections.second.body()
    if body["opinion"] != "AGREE":
        return "" if "note" in body else tr("Say in the note why you do not agree.")
    if left := second.still_open():
        return tr_many("{n} required check is not gone through", "{n} required checks are not gone through", left)
    if codes := second.differing():
        found = ", ".join(code for _, code in codes)
        return tr("Answered otherwise than by the lead: {checks}. Correct it or choose another opinion.", checks=found)
    if second.lacks_award():
        return tr("Enter the award you calculated yourself.")
    return stopped_by_a_twin(page) if page.claim.proposal is not None and page.claim.proposal.award > 0 else ""


def _propose(page: DeskPage, sections: Any, asked: bool) -> NextAct:
    form = sections.proposal
    why = "" if asked else unanswered_words()
    if not why and page.case.rules_resolution is None:
        why = tr("The council has not adopted its rules yet: they are the first item of a meeting.")
    if not why and not form.disposition:
        why = tr("Choose an outcome first.")
    if not why and (faults := form.faults()):
        why = in_short(faults[0], form.plan)
    if not why and form.body()["award"] > 0:
        why = stopped_by_a_twin(page)
    return NextAct("propose_decision", tr("Record proposal"), why, form.body())


def _who_is_next(page: DeskPage, sitting: Sitting) -> str:
    claim = page.claim
    if claim.stage in (Stage.ASSIGNED, Stage.IN_REVIEW) and claim.lead:
        return tr("{person} leads the review of this claim.", person=sitting.name_of(claim.lead))
    if claim.open_quality is not None:
        return tr("Drawn for a sample check by another member: further acts, {key}.", key=keys.shown("more"))
    if claim.stage is Stage.PROPOSED and claim.second:
        return tr("The second check by {person} comes next.", person=sitting.name_of(claim.second))
    return ""


def open_links(page: DeskPage, never_seen: tuple[int, int], sections: Any) -> list[tuple[str, str]]:
    """What is still open: (where to, in words); `never_seen` are pages, and papers whose pages are not known."""
    links: list[tuple[str, str]] = []
    if page.touches:
        return links
    if page.claim.stage not in BEFORE_RESOLUTION or page.claim.route not in ("INDIVIDUAL", "FLAT_30K", "FLAT_50K"):
        return links
    pages, papers = never_seen
    unseen = [tr_many("{n} page never shown", "{n} pages never shown", pages)] if pages else []
    unseen += [tr_many("{n} paper not opened", "{n} papers not opened", papers)] if papers else []
    if unseen:
        links.append(("pages", listed(unseen)))
    checks = sum(1 for _ in open_checks(page.claim, page.plan))
    open_twins = [twin for twin in page.twins if not twin.is_settled or twin.stops_awards]
    if open_twins:
        text = tr_many("{n} claim with the same papers", "{n} claims with the same papers", len(open_twins))
        links.append(("twins", text))
    if checks:
        links.append(("checks", tr_many("{n} required check", "{n} required checks", checks)))
    notes = sum(1 for _ in notes_wanted(page.claim, page.plan))
    if notes:
        links.append(("notes", tr_many("{n} note wanted", "{n} notes wanted", notes)))
    if sections.notes.is_unsaved:
        links.append(("written", tr("a note not saved")))
    if not sections.folds["second"].isHidden() and (differing := sections.second.differing()):
        text = tr_many("{n} check answered otherwise", "{n} checks answered otherwise", len(differing))
        links.append(("differing", text))
    if page.claim.route == "INDIVIDUAL" and page.claim.assessment is None and sections.weeks.comparison() is None:
        links.append(("week", tr("normal week not chosen")))
    return links


def next_section(page: DeskPage, sections: Any) -> str:
    """The section that is due once the checks are answered; empty when none is."""
    claim = page.claim
    due = (
        ("weeks", claim.sales is None),
        ("calculation", claim.assessment is None),
        ("proposal", claim.proposal is None),
        ("second", claim.opinion is None),
    )
    return next((name for name, is_due in due if is_due and not sections.folds[name].isHidden()), "")


def next_step_words(page: DeskPage, papers: Any, sections: Any) -> str:
    """What comes after the last check of the paper in view, in words, with its key."""
    if papers.document() == WHOLE:
        name = next_section(page, sections)
        return tr("Next: {what}", what=sections.folds[name].title) + f"   {keys.shown('next_section')}" if name else ""
    after = papers.after()
    return tr("Next: {what}", what=after) + f"   {keys.shown('next_paper')}" if after else ""

"""The parts of the dossier of a claim: cover, claim sheet, papers with their checks, calculation, decisions."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from reviewer.casefile import journal
from reviewer.casefile.case_file import CaseFile
from reviewer.desk.brief_parts import opinions, place_of, value_of
from reviewer.desk.cuttings import cutting
from reviewer.desk.dossier_log import in_groups, moment_in
from reviewer.desk.minutes import date_in
from reviewer.desk.minutes_items import Held, votes_line
from reviewer.desk.showing import MASKS
from reviewer.desk.wording import paper_word, word_for
from reviewer.letters.annexes import NOTHING
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Form, Part, Picture, Pictures, Text, Title
from reviewer.rules.applicant import Applicant
from reviewer.rules.assessment import Assessment
from reviewer.rules.bound_facts import FACTS, BoundFact
from reviewer.rules.claim import Answer, Claim, Decision, Paper
from reviewer.rules.numbers import digits, format_brn
from reviewer.rules.privacy import mask_patterns
from reviewer.rules.reopening import Reopening
from reviewer.rules.seal import code_of

IN_A_ROW = 3
"""So many cuttings stand side by side."""


@dataclasses.dataclass(frozen=True)
class Asked:
    """Whose dossier; personal data is masked unless a reason is given to show it."""

    claim: str
    reason: str = ""


@dataclasses.dataclass(frozen=True)
class Parts:
    """What the parts are made from; each method gives the blocks of one part."""

    case_file: CaseFile
    held: Held
    claim: Claim
    applicant: Applicant
    asked: Asked
    day: dt.date
    by: str

    def said(self, code: str, **values: object) -> str:
        """A wording of the dossier with its values."""
        return paper_word("dossier", code, self.held.lang, **values)

    def _day(self, day: dt.date | None) -> str:
        return date_in(day, self.held.lang, weekday=False) if day else "–"

    def mask(self, text: str) -> str:
        """What people wrote, without numbers of persons unless they are asked for."""
        return text if self.asked.reason else mask_patterns(self.hide(text))

    def hide(self, text: str) -> str:
        """The text with what the claimant stated about their person masked as in a list (domain.md 6.1)."""
        stated = [(str(getattr(self.applicant, name)), mask) for name, mask in MASKS.items()]
        for value, mask in sorted(stated, key=lambda one: -len(one[0])):
            if len(value) > 1 and value in text:
                text = text.replace(value, mask(value))
        return text

    def _kept(self, digest: str) -> str:
        return self.mask(journal.text_of(self.held.conn, digest)) if digest else ""

    # --- cover ------------------------------------------------------------------------------------------

    def cover(self) -> Iterator[Block]:
        """Whose claim, where it stands, who made the dossier when, and the seal that covers its entries."""
        held, claim, said = self.held, self.claim, self.said
        council = held.plan.council.in_(held.lang)
        decision = claim.decision
        outcome = f"{held.outcome(decision)}, {held.won(decision.award)}" if decision else said("no_decision")
        again, seal = self._review(), held.case.seal
        asked = said("review_on", day=self._day(again.on), due=self._day(again.due)) if again else said("no_review")
        privacy = said("unmasked", reason=self.asked.reason) if self.asked.reason else said("masked")
        code = said("seal_none")
        if seal is not None:
            code = said("seal_is", seal=code_of(seal.hash), moment=moment_in(seal.made_at, held.lang))
        yield Title(said("title"), said("about", council=council, claim=claim.number))
        yield Form((
            ((said("claim"), claim.number), (said("stage"), held.plan.stages[claim.stage.value].in_(held.lang))),
            ((said("applicant"), f"{self.applicant.trade_name} / {self.applicant.representative}"),),
            ((said("review"), asked), (said("decision"), outcome)),
            ((said("made"), said("made_is", day=self._day(self.day), name=held.name(self.by))),),
            ((said("privacy"), privacy),),
            ((said("seal"), code),),
        ))  # fmt: skip
        yield Text(said("confidential"))

    def _review(self) -> Reopening | None:
        """The request for review that runs, waits, or was answered last."""
        claim = self.claim
        answered = [one.after for one in reversed(claim.decisions) if one.after is not None]
        found = (one for one in (claim.reopened, claim.review_asked, *answered) if one is not None)
        return next((one for one in found if one.kind == "REVIEW"), None)

    # --- the claim --------------------------------------------------------------------------------------

    def claim_sheet(self) -> Iterator[Block]:
        """What the applicant stated, as a printed form, and why a review is asked for."""
        held, claim, own, said = self.held, self.claim, self.applicant, self.said
        services = [held.plan.services[key].name.in_(held.lang) if key in held.plan.services else key
                    for key in claim.services]  # fmt: skip
        account = " ".join(filter(None, (own.bank, own.account)))
        pairs = (
            ((("claim", claim.number), ("received", self._day(claim.received_on or own.received_on)))),
            ((("trade_name", own.trade_name), ("representative", own.representative))),
            ((("brn", format_brn(own.brn) if len(digits(own.brn)) == 10 else own.brn), ("sector", own.sector))),
            ((("address", own.address),)),
            ((("phone", own.phone), ("email", own.email))),
            ((("services", ", ".join(services)),)),
            ((("claimed", held.won(claim.claimed_loss)),
              ("paid", word_for("paid", own.paid, held.lang) if own.paid else ""))),
            ((("account", account), ("account_holder", own.account_holder))),
            ((("assisted_by", own.assisted_by), ("litigation", own.litigation))),
            ((("route", held.plan.routes[claim.route].in_(held.lang) if claim.route in held.plan.routes else ""),)),
        )  # fmt: skip
        if not own.trade_name and not own.representative:
            yield Text(said("no_facts"))
        yield Form(tuple(tuple((said(name), value or "–") for name, value in row) for row in pairs))
        if own.story:
            yield Part(said("story"), 2)
            yield Text(self.mask(own.story))
        again = self._review()
        if again is not None and (ground := self._kept(again.ground)):
            yield Part(said("review_part"), 2)
            yield Text(ground)

    # --- papers -----------------------------------------------------------------------------------------

    def papers(self) -> Iterator[Block]:
        """Every paper with its answers, the facts taken from it and their cuttings; then the claim as a whole."""
        plan, lang, said = self.held.plan, self.held.lang, self.said
        if not self.claim.papers:
            yield Text(said("no_papers"))
        for number, paper in enumerate(self.claim.papers, 1):
            kind = plan.proof_kinds[paper.kind].name.in_(lang) if paper.kind in plan.proof_kinds else paper.kind
            verdict = paper_word("brief", f"verdict_{paper.verdict or 'OPEN'}", lang)
            yield Part(said("paper_name", n=number, paper=kind, verdict=verdict), 2)
            yield Text(self._came(paper))
            yield Text(said("fingerprint", hash=in_groups(paper.document)))
            if paper.before:
                yield Text(said("copy_of", hash=in_groups(paper.before[0])))
            yield self._answers(paper.answers) if paper.answers else Text(said("no_checks"))
            of_paper = [one for one in self.claim.facts if one.at and one.at.document == paper.document]
            yield from self._facts(of_paper)
        rest = [one for one in self.claim.facts if one.at is None]
        if self.claim.findings or rest:
            yield Part(said("claim_checks"), 2)
        if self.claim.findings:
            yield self._answers(self.claim.findings)
        yield from self._facts(rest)

    def _came(self, paper: Paper) -> str:
        if paper.document in self.claim.late_papers:
            return self.said("late")
        return self.said("came_1" if paper.arrived else "came_0", n=paper.arrived)

    def _answers(self, answers: Mapping[str, Answer]) -> Table:
        rows, plan, lang = [], self.held.plan, self.held.lang
        for code, answer in sorted(answers.items(), key=lambda one: (one[0].rstrip("0123456789"), len(one[0]), one[0])):
            reason = plan.supplement_reasons.get(answer.reason)
            why = f"{answer.reason} {reason.short.in_(lang)}" if reason is not None else answer.reason
            remark = [why, self._kept(answer.note), self.held.name(answer.author)]
            rows.append(
                (code, plan.check(code).text.in_(lang), self.said(answer.result), " · ".join(filter(None, remark)))
            )
        columns = (
            Column(self.said("check"), 0.1), Column(self.said("question"), 0.45),
            Column(self.said("answer"), 0.13), Column(self.said("remark"), 0.32),
        )  # fmt: skip
        return Table(columns, tuple(rows))

    def _facts(self, facts: Sequence[BoundFact]) -> Iterator[Block]:
        """Facts with their values and places; a masked dossier shows no cutting of who the claimant is."""
        if facts:
            yield Text(self.said("facts"))
        pictures: list[Picture] = []
        for fact in facts:
            name = " ".join(filter(None, (word_for("fact", fact.code, self.held.lang), fact.day)))
            place = place_of(self.held, self.claim, fact)
            value = value_of(self.held, fact)
            value = value if self.asked.reason else MASKS.get(fact.code.lower(), self.mask)(value)
            yield Text(f"· {name}: {value} ({place}, {self.held.name(fact.author)})")
            if self.asked.reason or not (FACTS[fact.code].identity or fact.code == "OTHER"):
                shown = cutting(self.case_file, fact, self.said("cutting", fact=name, place=place))
                pictures += [shown] if shown is not None else []
        for at in range(0, len(pictures), IN_A_ROW):
            yield Pictures(tuple(pictures[at : at + IN_A_ROW]))

    # --- calculation and decisions ------------------------------------------------------------------------

    def calculation(self) -> Iterator[Block]:
        """Every figure of the calculation with where it comes from."""
        decision = self.claim.decision
        found = decision.assessment if decision is not None and decision.assessment else self.claim.assessment
        if found is None:
            yield Text(paper_word("brief", "not_assessed", self.held.lang))
            return
        said = self.said
        columns = (Column(said("figure"), 0.34), Column(said("value"), 0.24), Column(said("source"), 0.42))
        rows = tuple((name, value, source or NOTHING) for name, value, source in self._figures(found))
        yield Table(columns, rows, bold_rows=frozenset({len(rows) - 1}))

    def _figures(self, found: Assessment) -> Iterator[tuple[str, str, str]]:
        held, said, lang = self.held, self.said, self.held.lang
        yield said("normal_week"), held.won(found.normal_week_sales), said(
            "normal_week_from", day=self._day(found.normal_week_from)
        )  # fmt: skip
        yield said("outage_week"), held.won(found.outage_week_sales), said(
            "normal_week_from", day=self._day(held.plan.outage_week[0])
        )  # fmt: skip
        yield said("loss"), held.won(found.verified_loss), said("loss_source")
        for code in ("PROFIT_RATE", "ALT_FACTOR", "SHARE_FACTOR"):
            factor = getattr(found, code.lower())
            if factor is not None:
                source = f"{said(factor.source_type)}: {self.mask(factor.source_ref)}"
                yield word_for("fact", code, lang), str(factor.value), source
        for code in ("LABOUR_RATIO", "RENT_RATIO"):
            ratio = getattr(found, code.lower())
            if ratio is not None:
                yield word_for("fact", code, lang), str(ratio), said("OWN_EVIDENCE")
        if found.assessed_amount is not None:
            yield said("assessed"), held.won(found.assessed_amount), ""
        if found.floor_applied:
            yield said("floor"), held.won(found.floor), said("COUNCIL_RULE")
        for offset in found.offsets:
            yield said("offset"), held.won(offset.amount), self.mask(offset.reason)
        yield said("calculated"), held.won(found.calculated_award), ""

    def decisions(self) -> Iterator[Block]:
        """Every decision with its reasons and the votes by name, then what both reviewers said last."""
        if not self.claim.decisions:
            yield Text(self.said("no_decision"))
        for one in self.claim.decisions:
            yield from self._decision(one)
        said = tuple(opinions(self.held, self.claim))
        if said:
            yield Part(self.said("proposals"), 2)
        for line in said:
            yield dataclasses.replace(line, text=self.mask(line.text))

    def _decision(self, one: Decision) -> Iterator[Block]:
        held, said, lang = self.held, self.said, self.held.lang
        kind = held.plan.decision_kinds[one.kind].word.in_(lang)
        kind += f" {said('undone')}" if one.uid in self.claim.undone else ""
        meeting = held.case.meeting(one.meeting)
        name = paper_word("brief", "meeting", lang, n=one.meeting) if meeting else "–"
        lead, second = (held.name(who) if who else "–" for who in (one.lead, one.second))
        number = paper_word("minutes", "number", lang, number=one.resolution_no) if one.resolution_no else "–"
        yield Part(f"{one.seq}) {kind}: {held.outcome(one)}", 2)
        yield Form((
            ((said("outcome"), held.outcome(one)), (said("award"), held.won(one.award))),
            ((said("resolution"), number), (said("meeting"), f"{name} {self._day(one.meeting_date)}")),
            ((held.plan.assignments["LEAD"].in_(lang), lead), (held.plan.assignments["SECOND"].in_(lang), second)),
            ((said("letter"), one.letter_no or "–"), (said("decided_on"), moment_in(one.decided_at, lang))),
        ))  # fmt: skip
        for given in one.reasons:
            reason = held.plan.decision_reasons.get(given.code)
            yield Text(f"{given.code} {reason.short.in_(lang) if reason else ''}".strip(), said("reason"))
        kept = next((vote for vote in held.case.resolutions if vote.entry == one.uid.partition("/")[0]), None)
        if kept is not None:
            yield Text(votes_line(held, kept), said("votes"))

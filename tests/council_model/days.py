"""Days of work of six people on a real case file: what the model forbids never lands, what it allows does."""

import dataclasses
import datetime as dt
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from reviewer.casefile import journal, sealing
from reviewer.casefile.check import check
from reviewer.casefile.decision_rows import decision_rows
from reviewer.casefile.entry import Entry
from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.letters.decision_log import WRITERS, columns
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom
from tests.council_model import (  # noqa: F401 - acts are known by being read
    answering,
    assigning,
    challenges,
    evidence,
    fixed_list,
    law,
    looking_after,
    meeting,
    motions,
    preparing,
    reopening,
    reviewing,
    second_reading,
    supplements,
    triage,
)
from tests.council_model.case_and_model import (
    FIXED,
    INDIVIDUAL,
    explain,
    fresh_model,
    papers_of,
    said,
    shown,
    with_papers,
)
from tests.council_model.claims import Claim
from tests.council_model.figures_by_hand import figures_agree
from tests.council_model.standing import Deed, Model, Rule

AHEAD: Mapping[str, tuple[str, ...]] = {
    "RECEIVED": ("route_claim",),
    "ROUTED": ("draw_claim", "assign_claims", "assign"),
    "ASSIGNED": ("answer_conflict", "set_blind", "take_up"),
    "IN_REVIEW": (
        "assign",
        "answer_conflict",
        "hear_claimant",
        "issue_letter",
        "record_reply",
        "record_opinion",
        "assess",
        "propose_decision",
    ),
    "PROPOSED": ("answer_conflict", "check_decision"),
    "RETURNED": ("take_up",),
    "CHECKED": ("put_on_agenda",),
    "DEFERRED": ("put_on_agenda",),
    "ON_AGENDA": ("vote_in_writing", "resolve", "put_on_agenda"),
    "FIXED_READY": ("draw_up_fixed_list",),
    "FIXED_LISTED": ("check_fixed_list", "adopt_fixed_list"),
    "SUPPLEMENT_REQUESTED": ("receive_papers", "expire_supplement"),
    "SUPPLEMENT_RECEIVED": ("take_up",),
    "SUPPLEMENT_EXPIRED": ("take_up",),
    "RESOLVED": ("check_quality", "issue_letter"),
    "NOTIFIED": ("list_payments", "open_on_evidence", "close_claim"),
    "PAYMENT_LISTED": ("record_payments",),
    "PAYMENT_FAILED": ("announce_failure", "fix_account", "confirm_account"),
    "ACCOUNT_FIXED": ("list_payments",),
    "PAID": ("close_claim",),
    "APPEALED": ("assign", "answer_conflict", "take_up"),
}
"""What brings a claim on from each stage, the first thing first (domain.md 7)."""

ALWAYS = frozenset({"write_note", "open_claim", "record_contact", "settle_promise", "receive_papers", "record_check"})
"""What can be done nearly always, and so would fill the days."""

AGAIN = ("request_review", "open_again", "open_on_evidence", "request_individual")
"""What opens a decided claim again."""
PAYING = ("list_payments", "record_payments", "announce_failure", "fix_account", "confirm_account")
"""What a payment is made of, which goes on beside the individual review asked for after a fixed amount."""
BESIDES = (
    "take_back_routes", "take_back_assignments", "record_attendance", "set_blind", "extend_supplement",
    "request_supplement", "record_sales", "extend_review", "declare_false", "take_back_resolution", "keep_fixed",
    "withdraw_review", "put_motion", "resolve_motion", "correct_resolution", "request_review", "choose_fixed", *PAYING,
    "receive_papers", "route_claims", "take_back",
)  # fmt: skip
"""What happens on the way now and then."""


def is_wanted(m: Model, claim: Claim, act: str, who: str) -> bool:
    """Whether this step is still to be made, not only allowed."""
    match act:
        case "answer_conflict":
            return who in (claim.lead, claim.second) and (who not in claim.grounds or m.must_answer(claim, who))
        case "assign":
            return not (claim.lead and claim.second)
        case "assess":
            return claim.loss is None
        case "set_blind":
            return claim.number == INDIVIDUAL[1] and claim.reading.chosen != "YES"
        case "vote_in_writing":
            return who not in claim.written
        case "record_opinion":
            return who not in claim.reading.opinions
        case "check_fixed_list":
            return not m.lists[fixed_list.list_with(m, claim)].checked_by
        case "fix_account":
            return not claim.account_by
    return True


class CouncilDays(RuleBasedStateMachine):
    """One series of days; `landed` and `refused` count acts over all of them, `reached` stages.

    `alone` counts the acts that were refused because a second person has to do them.
    """

    pattern: CaseRoom
    logs: Path  # where the decision log of each series goes
    landed: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    reached: ClassVar[Counter[str]] = Counter()
    alone: ClassVar[Counter[str]] = Counter()

    @classmethod
    def begin(cls, pattern: CaseRoom, logs: Path) -> None:
        """From here on days begin with this case, and know of no days before them, whatever ran in this process."""
        cls.pattern, cls.logs = pattern, logs
        for counted in (cls.landed, cls.refused, cls.reached, cls.alone):
            counted.clear()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.pattern.folder.parent))
        shutil.copytree(self.pattern.folder, self.folder, dirs_exist_ok=True)
        self.room = self.pattern.copied_to(self.folder)
        self.model = with_papers(fresh_model(), papers_of(self.room))
        self.model.uid = self.room.case_file.uid
        self.story: list[str] = []
        self.steps = 0

    @rule(seed=st.integers(0, 2**48))
    def a_step(self, seed: int) -> None:
        self.something_happens(seed)

    def something_happens(self, seed: int) -> None:
        """One rule, so that every series of days has all of it: mostly work, and much that nobody may."""
        self.steps += 1
        chance = Random(f"{seed} {self.steps}")  # the same number means something else at another hour
        moves = (
            *(self.work_goes_on,) * 14, *(self.somebody_does_what_was_not_done_yet,) * 3, self.anybody_tries_anything,
            self.the_wrong_person_tries_the_next_step, self.two_people_reach_for_one_claim, self.time_passes,
        )  # fmt: skip
        chance.choice(moves)(chance)

    def work_goes_on(self, chance: Random) -> None:
        """A claim comes one step on, by somebody who may; the council makes its rules first."""
        claim = self.some_claim(chance)
        open_ones = [held for held in self.model.meetings.values() if held.open]
        if not any(not held.written for held in open_ones) or (len(open_ones) < 2 and chance.random() < 0.1):
            self.first_allowed(claim, ("convene_meeting",), chance)
        elif self.is_early(claim) and chance.random() < 0.8:
            self.room.at += dt.timedelta(days=3)
        elif not self.model.rules_adopted:
            self.first_allowed(claim, ("adopt_rules",), chance)
        elif self.model.chair is None and chance.random() < 0.15:
            self.first_allowed(claim, ("elect_chair",), chance)
        elif self.model.waiting and self.model.chair and chance.random() < 0.5:
            self.first_allowed(claim, [f"confirm_{what.lower()}" for what in self.model.waiting], chance)
        elif chance.random() < 0.1:
            self.first_allowed(claim, chance.sample(BESIDES, len(BESIDES)), chance)
        elif claim.hold:
            self.first_allowed(claim, ("release",), chance)
        elif claim.challenge_open:
            self.first_allowed(claim, ("decide_challenge",), chance)
        elif claim.stage == "SUPPLEMENT_REQUESTED" and chance.random() < 0.6:
            late = chance.random() < 0.5
            day = claim.rounds[-1].due + dt.timedelta(1 if late else -2)
            self.room.at = max(self.room.at, dt.datetime.combine(day, dt.time(1), dt.UTC))
            self.first_allowed(claim, ("expire_supplement",) if late else ("remind_supplement",), chance)
        elif not self.check_papers(claim, chance):
            paid = claim.stage == "PAID"
            again = chance.sample(AGAIN, 4) if chance.random() < (0.7 if paid else 0.3) else ()
            again = ("open_again", *again) if paid and chance.random() < 0.5 else again  # or money is hardly asked back
            beside = chance.sample(PAYING, 3) if claim.paying != claim.stage and chance.random() < 0.3 else ()
            self.first_allowed(claim, (*again, *beside, *AHEAD.get(claim.stage, ())), chance)

    def somebody_does_what_was_not_done_yet(self, chance: Random) -> None:
        """Of all that is allowed on a claim now, the act that all days so far have seen least.

        So a series depends on those before it, and one that fails cannot be run again alone; its story is told.
        """
        claim = self.some_claim(chance)
        council = chance.random() < 0.2
        acts = [act for act, found in Rule.named.items() if council or found.one or found.at]
        acts.sort(key=lambda act: (self.landed[act] * (5 if act in ALWAYS else 1), chance.random()))
        self.first_allowed(claim, acts, chance)

    def anybody_tries_anything(self, chance: Random) -> None:
        """Whoever, whatever, on any claim; twenty times."""
        tries = []
        for _ in range(20):
            claim, who = self.some_claim(chance), chance.choice(list(self.model.people))
            tries.append(self.wish(claim, chance.choice(sorted(Rule.named)), who, chance))
        self.are_refused(tries)

    def the_wrong_person_tries_the_next_step(self, chance: Random) -> None:
        """What is next for a claim is tried by everybody who may not, and by one who may with a body gone wrong."""
        claim = self.some_claim(chance)
        acts = (*AHEAD.get(claim.stage, ()), *chance.sample(BESIDES, 3))
        self.are_refused([self.wish(claim, act, who, chance) for act in acts for who in self.model.people])

    def two_people_reach_for_one_claim(self, chance: Random) -> None:
        """Who opened a form before somebody else acted on the claim is told so, and changes nothing."""
        claim = self.some_claim(chance)
        slow = self.allowed(claim, ("hold", "record_contact", "receive_papers"), chance)
        if slow is None:
            return
        saw = journal.saw_for(self.room.conn, slow.act, slow.subject, slow.body)
        if self.first_allowed(claim, ("write_note", "record_challenge"), chance):
            self.is_refused(slow, saw, "ClaimChangedMeanwhile")

    def time_passes(self, chance: Random) -> None:
        self.room.at += dt.timedelta(hours=chance.choice((1, 20, 24 * 16)))

    def is_early(self, claim: Claim) -> bool:
        """Whether what is next waits for the day of a meeting."""
        listed = self.model.lists.get(fixed_list.list_with(self.model, claim))
        number = claim.meeting if claim.stage == "ON_AGENDA" else listed.meeting if listed else 0
        dates = [held.date for held in self.model.meetings.values() if held.open and not held.written]
        wanted = self.model.meetings[number].date if number else min(dates)
        waits = claim.stage in ("ON_AGENDA", "FIXED_LISTED") or not self.model.rules_adopted
        return waits and self.today().isoformat() <= wanted

    def some_claim(self, chance: Random) -> Claim:
        """Any claim, but two of them more often, so that each series of days sees some through to the end."""
        far = (*INDIVIDUAL[:2], FIXED[0]) if chance.random() < 0.7 else tuple(self.model.claims)
        return self.model.claims[chance.choice(far)]

    def today(self) -> dt.date:
        return (self.room.at + dt.timedelta(hours=9, minutes=1)).date()

    def wish(self, claim: Claim, act: str, who: str, chance: Random) -> Deed | None:
        """What this person might try on this claim."""
        found = Rule.named[act]
        if act == "assign_claims":
            row = self.room.conn.execute("SELECT min(hash) FROM heads WHERE subject = 'case'").fetchone()
            self.model.head = str(row[0])
        body = found.body(self.model, claim, chance, who, self.today())
        if body is None:
            return None
        if act == "seal_day":
            body = {"chains": sealing.chain_heads(self.room.conn)}
        return Deed(who, act, found.subject(self.model, claim, chance), body, self.today())

    def allowed(self, claim: Claim, acts: Iterable[str], chance: Random) -> Deed | None:
        """The first of these acts that the model allows somebody."""
        for act in acts:
            people = list(self.model.people)
            chance.shuffle(people)
            for who in people:
                deed = self.wish(claim, act, who, chance)
                wanted = deed is not None and not self.model.forbids(deed)
                if deed is not None and wanted and is_wanted(self.model, claim, act, who):
                    return deed
        return None

    def first_allowed(self, claim: Claim, acts: Iterable[str], chance: Random) -> bool:
        deed = self.allowed(claim, acts, chance)
        if deed is not None:
            self.others_reach_for(deed)
            self.lands(deed)
        return deed is not None

    def others_reach_for(self, deed: Deed) -> None:
        """Word for word what somebody is about to do is tried first by whoever has the role and may not all the same.

        So a rule about who may not - the author, the lead, who stepped aside - meets the very deed it is for.
        """
        for who, person in self.model.people.items():
            tried = dataclasses.replace(deed, who=who)
            if person.role in Rule.named[deed.act].by and self.model.forbids(tried):
                self.is_refused(tried)

    def check_papers(self, claim: Claim, chance: Random) -> bool:
        """All that is open on the papers of a claim is passed at one go; False where nobody may or nothing is."""
        people = (claim.lead,) if claim.stage == "IN_REVIEW" else ("staff",) if claim.fixed else ()
        bodies = [
            {"document": document, "check": code, "result": "PASS"}
            for document, paper in claim.papers.items()
            for code in self.model.checks.of(paper.kind)
            if code not in paper.answers
        ]
        if claim.stage == "IN_REVIEW":
            bodies += [{"check": code, "result": "PASS", "note": "확인함"}
                       for code in self.model.checks.claim if code not in claim.findings]  # fmt: skip
        for who in people if bodies and chance.random() < 0.9 else ():
            deeds = [Deed(who, "record_check", claim.number, body, self.today()) for body in bodies]
            if who and claim.stage in law.PAPER_WORK and not self.model.forbids(deeds[0]):
                self.land_together(deeds)
                return True
        return False

    def land_together(self, deeds: list[Deed]) -> None:
        self.room.at += dt.timedelta(minutes=1)
        wishes = [(deed.act, deed.subject, deed.body, self.room.at) for deed in deeds]
        entries = journal.append_many(self.room.case_file, self.room.signers[deeds[0].who], wishes)
        for deed, entry in zip(deeds, entries, strict=True):
            self.record(deed, entry)

    def lands(self, deed: Deed) -> None:
        try:
            entry = self.room.do(deed.who, deed.act, deed.subject, deed.body)
        except Problem as problem:
            raise AssertionError(f"allowed, and refused with {problem}:\n{deed}\nafter {self.told()}") from problem
        self.record(deed, entry)
        self.stands_as_modelled(deed.claims, deed)

    def record(self, deed: Deed, entry: Entry) -> None:
        self.model.do(Deed(deed.who, deed.act, deed.subject, deed.body, deed.day, entry.uid, entry.hash))
        self.landed[deed.act] += 1
        if deed.act != "record_check":
            self.story.append(f"{deed.who} {deed.act} {deed.subject} {json.dumps(deed.body, ensure_ascii=False)[:200]}")

    def are_refused(self, tries: Iterable[Deed | None]) -> None:
        """Those of these that the model forbids raise a Problem, and together they leave not one derived byte."""
        before = dump_derived(self.room.conn)
        for deed in tries:
            if deed is not None and self.model.forbids(deed):
                self.is_refused(deed)
        assert dump_derived(self.room.conn) == before

    def is_refused(self, deed: Deed, saw: list[str] | None = None, code: str = "") -> None:
        """It raises a Problem, and no entry is left."""
        before = self.entries()
        try:
            at = self.room.at + dt.timedelta(minutes=1)
            signer = self.room.signers[deed.who]
            journal.append(self.room.case_file, signer, deed.act, deed.subject, deed.body, made_at=at, saw=saw)
        except Problem as problem:
            told = problem.code
        else:
            why = self.model.forbids(deed) if saw is None else ["somebody was faster"]
            raise AssertionError(f"forbidden ({why}), and landed:\n{deed}\nafter {self.told()}")
        self.refused[deed.act] += 1
        self.alone[deed.act] += told == "SamePerson"
        assert code in ("", told), deed
        assert self.entries() == before, deed

    def entries(self) -> int:
        return int(self.room.conn.execute("SELECT count(*) FROM journal").fetchone()[0])

    def told(self) -> str:
        return "\n".join(self.story[-30:])

    def stands_as_modelled(self, numbers: Iterable[str], deed: Deed | None = None) -> None:
        for number in numbers:
            seen, meant = shown(self.room, number), said(self.model.claims[number])
            self.reached[seen[0]] += 1
            assert seen == meant, f"{number} shows {seen}, not {meant}\n{deed}\nafter {self.told()}"

    def teardown(self) -> None:
        """In the evening: rebuilt alike, checked whole, and every standing explained by the entries alone."""
        self.stands_as_modelled(self.model.claims)
        before = dump_derived(self.room.conn)
        with self.room.case_file.writing() as conn:
            rebuild(conn)
        assert dump_derived(self.room.conn) == before, self.told()
        report = check(self.room.case_file)
        assert report.problems == (), (report.problems, self.told())
        explained = explain(self.room)
        for number, claim in explained.claims.items():
            seen, meant = shown(self.room, number), said(claim)
            assert seen == meant, f"{number} shows {seen}, and its entries say {meant}\n{self.told()}"
        figures_agree(self.room.conn)
        for form in ("jsonl", "csv"):
            names = columns(form, unmasked=True)
            with (self.logs / f"{self.folder.name}.{form}").open("wb") as file:
                WRITERS[form](file, names, decision_rows(self.room.conn, names))
        self.room.case_file.close()
        shutil.rmtree(self.folder)

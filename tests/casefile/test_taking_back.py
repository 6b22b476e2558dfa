"""What the rules let one take back is taken back on random days, and leaves the claim as it was."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.entry import Entry
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.folding import changes_claim
from reviewer.rules.problem import Problem
from tests.casefile.case_room import PLAN, CaseRoom
from tests.casefile.working_days import WorkingDays
from tests.rules.council_room import FACTORS, ROSTER

ENOUGH = 3
"""So often is an act of one kind taken back; then the days go on."""


class Regrets:
    """Takes everything back that can be, also after a note, looks at the claim, and does it again."""

    def __init__(self, days: WorkingDays) -> None:
        self.days, self.taken_back, self.refused = days, Counter[str](), Counter[str]()
        self._do = days.room.do
        days.room.do = self.do  # type: ignore[method-assign]

    def do(self, who: str, act: str, subject: str, body: Mapping[str, Any] | None = None, **more: Any) -> Entry:
        room = self.days.room
        if act not in UNDOABLE or self.taken_back[act] >= ENOUGH:
            return self._do(who, act, subject, body, **more)
        before = room.claim(subject)
        entry = self._do(who, act, subject, body, **more)
        self._do("sec", "write_note", subject, {"note": "통화함"})  # it changes nothing, so nothing waits for it
        try:
            self._do(who, "take_back", subject, {"entry": entry.uid, "undone": act, "reason": "잘못 누름"})
        except Problem as problem:
            self.refused[f"{act}: {problem.code} {problem.facts.get('why', '')}"] += 1
            return entry
        assert room.claim(subject) == before, act
        self.taken_back[act] += 1
        return self._do(who, act, subject, body, **more)


SEEN = {
    "record_check", "answer_conflict", "route_claim", "assign", "take_up", "assess", "propose_decision",
    "check_decision", "hold", "release", "record_contact", "bind_fact", "release_fact", "hand_over", "check_quality",
    "look_again", "take_back_resolution",
}  # fmt: skip
"""What these days come to at least; the other kinds come up rarely or never in them, and have stories below."""


def test_what_can_be_taken_back_leaves_the_claim_as_it_was_on_random_days(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in (3, 4):
        regrets = Regrets(WorkingDays(CaseRoom(tmp_path / str(seed)), seed))
        regrets.days.work(150)
        seen += regrets.taken_back
        assert regrets.refused == Counter()
    assert seen.keys() >= SEEN


def test_neither_a_note_nor_an_access_counts_as_the_last_act_on_a_claim() -> None:
    silent = {name for name in ACTS if not changes_claim(name)}
    assert silent >= {"write_note", "print", "export", "search_claims", "open_claim", "read_paper"}
    assert silent.isdisjoint(UNDOABLE)


class ChoosingRoom(CaseRoom):
    """A council under whose plan a claimant may choose the fixed amount."""

    def founding(self, roster: Any = ROSTER) -> dict[str, Any]:
        plan = PLAN.replace("fixed_choice = false", "fixed_choice = true")
        return super().founding(roster) | {"plan": plan}


C, TODAY = "2023-000123", "2023-03-06"
Story = Callable[[CaseRoom], tuple[str, str, Mapping[str, Any]]]
"""Brings a claim to where the act can be done; tells who does which act with what."""


def fixed(room: CaseRoom) -> None:
    room.take_in(C, route="FLAT_50K", claimed_loss=450_000)


def choose_fixed(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    return "staff", "choose_fixed", {"date": TODAY, "how": "전화"}


def request_individual(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    fixed(room)
    return "staff", "request_individual", {"date": TODAY, "claimed_loss": 1_800_000, "ground": "자료를 냄"}


def keep_fixed(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    who, act, body = request_individual(room)
    room.do(who, act, C, body)
    return "staff", "keep_fixed", {"note": "그대로 받기로 함"}


def classify_paper(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    return "staff", "classify_paper", {"document": room.claim(C).papers[0].document, "kind": "OTH"}


def record_sales(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    room.take_up(C)
    return "law-1", "record_sales", {"source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180_000}, "closed": []}


def settle_promise(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    call = {"kind": "CALL", "direction": "OUT", "on": TODAY, "person": "대표자", "said": "통화"}
    contact = room.do("staff", "record_contact", C, call, promise="보내기로 함", promise_due="2023-03-13").uid
    return "staff", "settle_promise", {"contact": contact, "result": "KEPT"}


def record_opinion(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.adopt_rules()
    room.take_in(C)
    room.do("sec", "set_blind", C, blind="YES")
    room.take_up(C)
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 4_000_000}
    return "law-1", "record_opinion", {
        "disposition": "NOT_APPROVED", "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": "N01"}],
        "calculation": {**FACTORS, **weeks}, "redone": [], "note": "의견",
    }  # fmt: skip


def record_reply(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    room.decide(C)
    room.pay(C)
    asked = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1, 2023. 5. 31."}
    room.do("sec", "open_again", C, asked)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    letter = {"letter_no": "2023-A-0300", "kind": "HEARING", "files": {"ko": "ab" * 32}}
    room.do("sec", "issue_letter", C, letter)
    return "staff", "record_reply", {"on": TODAY, "answer": "의견 없음"}


def declare_false(room: CaseRoom) -> tuple[str, str, Mapping[str, Any]]:
    room.take_in(C)
    room.decide(C)
    room.pay(C)
    room.do("staff", "request_review", C, date=TODAY, ground="다시", due="2023-05-08")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    for member in ("con-1", "kfme-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)
    paper = room.claim(C).papers[1].document
    return "con-1", "declare_false", {"document": paper, "reason": "ALTERED", "note": "합계가 다름"}


STORIES: dict[str, Story] = {
    story.__name__: story
    for story in (
        choose_fixed, request_individual, keep_fixed, classify_paper, record_sales, settle_promise, record_opinion,
        record_reply, declare_false,
    )
}  # fmt: skip


def test_days_and_stories_cover_every_kind_that_can_be_taken_back() -> None:
    assert SEEN | STORIES.keys() == set(UNDOABLE)


@pytest.mark.parametrize("name", STORIES)
def test_what_rarely_happens_is_taken_back_too(tmp_path: Path, name: str) -> None:
    room = ChoosingRoom(tmp_path)
    who, act, body = STORIES[name](room)
    before = room.claim(C)
    entry = room.do(who, act, C, body)
    assert room.claim(C) != before
    room.do(who, "take_back", C, entry=entry.uid, undone=act, reason="잘못 누름")
    assert room.claim(C) == before
    assert act == name
    room.case_file.close()

"""Every act by every role at every stage: who may do it when stands here and in the model, and the store obeys it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reviewer.casefile import journal, proofs, sealing, standing
from reviewer.casefile.rebuilding import dump_derived
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.shape import Act
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.casefile.case_room import CaseRoom, fact_row, store_delivery
from tests.council_model import law
from tests.council_model.case_and_model import fresh_model
from tests.council_model.days import Claim, Model
from tests.council_model.preparing import AdoptPlan, ChangeRoster
from tests.council_model.standing import Deed, Rule
from tests.rules.council_room import ROSTER

PEOPLE = (
    *ROSTER,
    ("audit", "AUDITOR", "LAW", 0),
)
OF_ROLE = {"SECRETARY": "sec", "CHAIR": "con-1", "MEMBER": "kfme-2", "STAFF": "staff", "OBSERVER": "watch",
           "AUDITOR": "audit"}  # fmt: skip
FACTS = law.PAPER_WORK
NOT_MODELLED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "renew_key": (law.ANYONE, frozenset()),
    "take_in": (law.ANYONE, frozenset()),
    "confirm_link": (law.ANYONE, frozenset()),
    "acknowledge_receipt": (law.OFFICE, frozenset({"RECEIVED", "ROUTED", "ASSIGNED", "IN_REVIEW", "FIXED_READY"})),
    "announce_delay": (law.OFFICE, frozenset({"DEFERRED"})),
    "ask_account": (law.OFFICE, frozenset({"NOTIFIED"})),
    "write_lane_letters": (law.OFFICE, frozenset({"ROUTED"})),
    "bind_fact": (law.ANYONE, FACTS),
    "release_fact": (law.ANYONE, FACTS),
    "pin_note": (law.ANYONE, frozenset()),
    "replace_by_masked_copy": (law.ANYONE, frozenset()),
    "judge_twin": (law.MEMBERS, frozenset()),
    "split_claim": (law.ANYONE, frozenset({"RECEIVED", "ROUTED", "ASSIGNED", "IN_REVIEW"})),
    "record_delivery": (law.ANYONE, frozenset()),
    "plan_remaining": (law.LEADERS, frozenset(law.STAGES) - {"CLOSED"}),
    "list_keeping": (law.LEADERS, frozenset()),
    "seal_case": (law.LEADERS, frozenset()),
    "propose_destruction": (law.ANYONE, frozenset()),
    "confirm_destruction": (law.MEMBERS, frozenset()),
    "drop_destruction": (law.MEMBERS, frozenset()),
    "read_paper": (law.READERS, frozenset()),
    "search_claims": (law.READERS, frozenset()),
    "unmask": (law.READERS, frozenset()),
    "export": (law.READERS, frozenset()),
    "print": (law.READERS, frozenset()),
}  # fmt: skip
"""Acts that the model leaves to other tests: the roles that may do them, and the stages (none: at any)."""
FOUNDING = {"found_case"}


def may(act: str) -> tuple[frozenset[str], frozenset[str]]:
    """Roles and stages of an act, as written from domain.md."""
    rule = Rule.named.get(act)
    return (rule.by, rule.at) if rule is not None else NOT_MODELLED[act]


def number_at(stage: Stage) -> str:
    return f"2023-9{list(Stage).index(stage):05d}"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseRoom]:
    """A case with one claim at every stage; each has its people, papers, proposal, decision and supplement."""
    room = CaseRoom(tmp_path_factory.mktemp("stages"), roster=PEOPLE)
    room.take_in("2023-000123", *map(number_at, Stage))
    room.decide("2023-000123")
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-003"), chair="con-1")
    pattern = room.claim("2023-000123")
    with room.case_file.writing() as conn:
        for stage in Stage:
            before = standing.read_claim(conn, number_at(stage))
            own = [dataclasses.replace(one, uid=f"{one.uid}-{stage}", letter_no="") for one in pattern.decisions]
            after = dataclasses.replace(
                pattern, number=before.number, stage=stage, papers=before.papers,
                decisions=tuple(own) if stage.value in law.DECIDED else (),
            )  # fmt: skip
            conn.execute("UPDATE claims SET stage = ?, state = ? WHERE claim = ?",
                         (stage.value, standing.record_json(after), before.number))  # fmt: skip
    ChangeRoster.lines, AdoptPlan.text = room.roster(PEOPLE), ""
    yield room
    room.case_file.close()


def body_of(act: Act, room: CaseRoom, number: str) -> tuple[str, dict[str, Any]]:
    """Somebody's try at this act on this claim, well formed; whether it fits is what the store must say."""
    body = dict(act.example)
    if "claims" in act.body:
        body["claims"] = [number]
    if act.also:
        body[act.also] = "2023-000123"
    if act.name == "replace_by_masked_copy":
        body["masked"] = proofs.put(room.case_file, b"a copy")
    if act.name == "seal_day":
        body["chains"] = sealing.chain_heads(room.conn)
    subject = {"case": "case", "meeting": "meeting:1", "delivery": f"delivery:{'ab' * 32}"}.get(act.subject, number)
    return subject, body


def test_the_table_names_every_act() -> None:
    assert set(Rule.named) | set(NOT_MODELLED) | FOUNDING == set(ACTS)
    assert not set(Rule.named) & set(NOT_MODELLED)
    for name, act in ACTS.items():
        if name not in FOUNDING:
            assert (act.roles, {stage.value for stage in act.stages}) == may(name), name


@pytest.mark.parametrize("name", sorted(set(ACTS) - FOUNDING))
def test_who_may_not_or_not_now_is_refused_and_leaves_no_trace(room: CaseRoom, name: str) -> None:
    """Roles first, then stages; the stages by a person of every role that may."""
    act, (roles, stages) = ACTS[name], may(name)
    before, count = dump_derived(room.conn), entries(room)
    for stage in Stage if stages else (Stage.IN_REVIEW,):
        subject, body = body_of(act, room, number_at(stage))
        for role, person in OF_ROLE.items():
            if role not in roles:
                assert refusal(room, person, act, subject, body) == "NotYourRole", (role, stage)
            elif stages and stage.value not in stages:
                assert refusal(room, person, act, subject, body) == "StageForbids", (role, stage)
    assert entries(room) == count
    assert dump_derived(room.conn) == before


def refusal(room: CaseRoom, who: str, act: Act, subject: str, body: dict[str, Any]) -> str:
    """What the store says to this; it is the first thing the rules say, without trying."""
    with pytest.raises(Problem) as found:
        journal.append(room.case_file, room.signers[who], act.name, subject, body, made_at=room.at)
    said = journal.refusals_now(room.conn, who, act.name, subject, body, room.at)
    assert said[0].code == found.value.code
    return found.value.code


def entries(room: CaseRoom) -> int:
    return int(room.conn.execute("SELECT count(*) FROM journal").fetchone()[0])


def test_what_the_store_refuses_is_what_it_says_beforehand(tmp_path: Path) -> None:
    """On fresh claims, whatever anybody tries: asked before or told after, the answer is the same."""
    room = CaseRoom(tmp_path, roster=PEOPLE)
    model = fresh_model()
    room.take_in(*model.claims)
    ChangeRoster.lines = room.roster(PEOPLE)
    chance, tried = Random(3), 0
    for name in sorted(Rule.named):
        for person in OF_ROLE.values():
            deed = wish(model, chance.choice(list(model.claims.values())), name, person, room.at.date())
            if deed is None or not journal.refusals_now(room.conn, person, name, deed.subject, deed.body, room.at):
                continue
            before = dump_derived(room.conn), entries(room)
            refusal(room, person, ACTS[name], deed.subject, dict(deed.body))
            assert (dump_derived(room.conn), entries(room)) == before
            tried += 1
    assert tried > 150
    room.case_file.close()


def wish(model: Model, claim: Claim, act: str, who: str, day: dt.date) -> Deed | None:
    rule = Rule.named[act]
    body = rule.body(model, claim, Random(1), who, day)
    return None if body is None else Deed(who, act, rule.subject(model, claim, Random(1)), body, day)


A, B, ROW = "2023-000123", "2023-000124", "cd" * 32


@pytest.fixture
def linked(tmp_path: Path) -> Iterator[CaseRoom]:
    """Two claims, and a row that came later: it carries the number of the first and another bank account."""
    room = CaseRoom(tmp_path, roster=PEOPLE)
    room.take_in(A, B)
    later = fact_row(3, A, relation="CHANGE", other=A, matched_by="claim", account="110-1", claimed_loss=9)
    with room.case_file.writing() as conn:
        body = store_delivery(conn, ROW, [later, fact_row(4, A, relation="REPEATED", other=A)], [])
    room.do("sec", "take_in", f"delivery:{ROW}", body)
    yield room
    room.case_file.close()


CHANGE = {"delivery": ROW, "row": 3, "relation": "CHANGE", "accept": True, "fields": ["account"]}


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        (A, {"delivery": "99" * 32}),
        (A, {"row": 8}),
        (A, {"row": 4}),  # says nothing new, so nobody is asked
        (B, {}),  # the row of another claimant
        (A, {"relation": "REPORT"}),
        (A, {"relation": "DUPLICATE", "accept": False}),
        (A, {"fields": ["account", "verified_loss"]}),
        (A, {"claimed_loss": 900_000_000}),
        (A, {"fields": ["account", "claimed_loss"]}),  # which loss it says is missing
        (B, {"accept": False}),
    ],
)
def test_a_link_says_what_the_row_says_of_the_claim_it_waits_for(
    linked: CaseRoom, claim: str, wrong: dict[str, Any]
) -> None:
    assert linked.refusals("staff", "confirm_link", claim, **{**CHANGE, **wrong}) == ["BadActBody"]


def test_a_row_of_a_delivery_that_is_itself_a_claim_is_no_change_of_another(linked: CaseRoom) -> None:
    of_b = linked.conn.execute("SELECT delivery, row FROM claims WHERE claim = ?", (B,)).fetchone()
    for claim in (A, B):
        assert linked.refusals("staff", "confirm_link", claim, **{**CHANGE, **dict(of_b)}) == ["BadActBody"]


def test_a_link_is_answered_once(linked: CaseRoom) -> None:
    linked.do("staff", "confirm_link", A, CHANGE, claimed_loss=9)
    assert linked.claim(A).claimed_loss == 9
    for accept in (True, False):
        assert linked.refusals("staff", "confirm_link", A, **{**CHANGE, "accept": accept}) == ["ActNotAllowed"]


def test_a_paper_comes_to_a_claim_once(linked: CaseRoom) -> None:
    document = proofs.put(linked.case_file, b"later")
    linked.deliver(document)
    paper = {"document": document, "kind": "SLS"}
    assert linked.refusals("staff", "receive_papers", A, papers=[paper, paper]) == ["ActNotAllowed"]
    linked.do("staff", "receive_papers", A, papers=[paper])
    assert linked.refusals("staff", "receive_papers", A, papers=[paper]) == ["ActNotAllowed"]
    copy = b"masked"
    area = {"document": document, "page": 1, "box": [100, 100, 400, 160]}
    body = {"document": document, "bytes": len(copy), "areas": [area], "claims": [A]}
    linked.do("sec", "replace_by_masked_copy", "case", body, masked=proofs.put(linked.case_file, copy))
    assert linked.refusals("staff", "receive_papers", A, papers=[paper]) == ["ActNotAllowed"]


def test_a_paper_that_came_after_the_decision_comes_once(linked: CaseRoom) -> None:
    linked.decide(A)
    document = "ee" * 32
    linked.deliver(document)
    linked.do("staff", "receive_papers", A, papers=[{"document": document, "kind": "SLS"}])
    assert linked.claim(A).late_papers == (document,)
    assert linked.refusals("staff", "receive_papers", A, papers=[{"document": document, "kind": "SLS"}]) == [
        "ActNotAllowed"
    ]


def test_a_note_is_changed_only_as_it_stands_now(linked: CaseRoom) -> None:
    first = linked.do("staff", "pin_note", A, note="하나")
    second = linked.do("staff", "pin_note", A, note="둘", replaces=first.uid)
    for wish in ({"note": "셋"}, {"dropped": True}):
        assert linked.refusals("staff", "pin_note", A, **wish, replaces=first.uid) == ["ActNotAllowed"]
        assert linked.refusals("staff", "pin_note", A, **wish, replaces=second.uid) == []
    dropped = linked.do("staff", "pin_note", A, dropped=True, replaces=second.uid)
    for wish in ({"note": "다시"}, {"dropped": True}):
        assert linked.refusals("staff", "pin_note", A, **wish, replaces=dropped.uid) == ["ActNotAllowed"]
    assert linked.refusals("staff", "pin_note", A, note="셋", replaces=second.uid) == ["ActNotAllowed"]

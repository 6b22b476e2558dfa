"""Acts of talking with a claimant: a call, message, visit or letter, and what became of a promise (domain.md 5.7)."""

import dataclasses
import re

from reviewer.rules.acts.shape import Act, Refusals, Scene, date, flag, text, word
from reviewer.rules.claim import Claim
from reviewer.rules.contacts import KINDS, Contact, needed, unfitting
from reviewer.rules.problem import Problem

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _contact_refusals(scene: Scene) -> Refusals:
    body = scene.body
    if scene.date("on") > scene.day:
        yield Problem("BadActBody", field="on", why="in the future", value=body["on"])
    if "time" in body and not CLOCK.fullmatch(body["time"]):
        yield Problem("BadActBody", field="time", why="not a time", value=body["time"])
    for name in unfitting(body):
        if name in body:
            why = "only a call from here" if name == "unanswered" else "nobody answered"
            yield Problem("BadActBody", field=name, why=why)
    for name in needed(body):
        if not body.get(name, "").strip():
            yield Problem("BadActBody", field=name, why="missing")
    if "promise_due" in body and scene.date("promise_due") < scene.date("on"):
        yield Problem("BadActBody", field="promise_due", why="before the contact", value=body["promise_due"])


def _contact(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    made = Contact(
        scene.uid,
        scene.author,
        body["kind"],
        body["direction"],
        scene.date("on"),
        time=body.get("time", ""),
        unanswered=body.get("unanswered", False),
        person=body.get("person", ""),
        said=body.get("said", ""),
        place=body.get("place", ""),
        promise=body.get("promise", ""),
        promise_due=scene.date("promise_due") if "promise_due" in body else None,
    )
    return dataclasses.replace(claim, contacts=(*claim.contacts, made))


def _settle_refusals(scene: Scene) -> Refusals:
    found = next((one for one in scene.claim.contacts if one.entry == scene.body["contact"]), None)
    if found is None or found.promise_due is None:
        yield Problem("BadActBody", field="contact", why="no promise", value=scene.body["contact"])
    elif found.settled:
        yield Problem("ActNotAllowed", act=scene.act, why="promise_settled", claim=scene.claim.number)


def _settle(claim: Claim, scene: Scene) -> Claim:
    contacts = tuple(
        dataclasses.replace(one, settled=scene.body["result"], settled_by=scene.author)
        if one.entry == scene.body["contact"]
        else one
        for one in claim.contacts
    )
    return dataclasses.replace(claim, contacts=contacts)


ACTS = (
    Act(
        "record_contact",
        "claim",
        {
            "kind": word(*KINDS),
            "direction": word("OUT", "IN"),
            "on": date(),
            "time": word(optional=True),
            "unanswered": flag(optional=True),
            "person": text(optional=True),
            "said": text(optional=True),
            "place": text(optional=True),
            "promise": text(optional=True),
            "promise_due": date(optional=True),
        },
        {
            "kind": "CALL",
            "direction": "OUT",
            "on": "2023-03-20",
            "time": "14:10",
            "person": "대표자 본인",
            "said": "10월 15일과 16일에는 가게를 열지 않았다고 함",
            "promise": "카드 매출 내역을 다시 보내기로 함",
            "promise_due": "2023-03-27",
        },
        while_held=True,
        refuse=_contact_refusals,
        on_claim=_contact,
    ),
    Act(
        "settle_promise",
        "claim",
        {"contact": word(), "result": word("KEPT", "NOT_KEPT", "RELEASED"), "note": text(optional=True)},
        {"contact": "01890000-0000-7000-8000-000000000000", "result": "KEPT"},
        while_held=True,
        refuse=_settle_refusals,
        on_claim=_settle,
    ),
)

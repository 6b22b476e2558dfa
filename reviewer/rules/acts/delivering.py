"""The act that tells how a letter went on its way: sent, delivered or come back, when and by whom (domain.md 4.2)."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, date, text, word
from reviewer.rules.calendar import korean_day
from reviewer.rules.claim import Claim
from reviewer.rules.issued import RESULTS, WAYS, Delivery, IssuedLetter
from reviewer.rules.problem import Problem


def _letter(scene: Scene) -> IssuedLetter | None:
    return next((one for one in scene.claim.letters if one.letter_no == scene.body["letter_no"]), None)


def _refusals(scene: Scene) -> Refusals:
    body, letter = scene.body, _letter(scene)
    if letter is None:
        yield Problem("ActNotAllowed", act=scene.act, why="not_issued_yet", letter=body["letter_no"])
        return
    left = korean_day(letter.issued_at)
    if scene.date("on") > scene.day:
        yield Problem("BadActBody", field="on", why="in the future", value=body["on"])
    elif scene.date("on") < left:
        yield Problem("BadActBody", field="on", why="before the letter left", value=body["on"])
    if body["way"] == "IN_PERSON" and body["result"] not in ("DELIVERED", "MISTAKEN"):
        yield Problem("BadActBody", field="result", why="handed over is delivered", value=body["result"])
    if "tracking" in body and body["way"] != "REGISTERED":
        yield Problem("BadActBody", field="tracking", why="only of registered post")
    if body["result"] == "MISTAKEN" and "corrects" not in body:
        yield Problem("BadActBody", field="corrects", why="missing")
    if "corrects" in body and all(one.entry != body["corrects"] for one in letter.deliveries):
        yield Problem("BadActBody", field="corrects", why="unknown", value=body["corrects"])


def _deliver(claim: Claim, scene: Scene) -> Claim:
    """What is corrected gives its place to this entry, or goes; anything else comes after what was known."""
    body, letter = scene.body, _letter(scene)
    assert letter is not None
    told = Delivery(
        scene.uid, scene.author, body["way"], scene.date("on"), body["result"], body.get("tracking", ""),
        body.get("by", ""), body.get("note", ""),
    )  # fmt: skip
    if "corrects" in body:
        own = () if told.result == "MISTAKEN" else (told,)
        kept = [(one,) if one.entry != body["corrects"] else own for one in letter.deliveries]
    else:
        kept = [(one,) for one in (*letter.deliveries, told)]
    after = dataclasses.replace(letter, deliveries=tuple(one for few in kept for one in few))
    return dataclasses.replace(claim, letters=tuple(after if one is letter else one for one in claim.letters))


ACTS = (
    Act(
        "record_delivery",
        "claim",
        {
            "letter_no": word(),
            "way": word(*WAYS),
            "result": word(*RESULTS),
            "on": date(),
            "tracking": text(optional=True),
            "by": text(optional=True),
            "note": text(optional=True),
            "corrects": word(optional=True),
        },
        {"letter_no": "2023-A-0001", "way": "REGISTERED", "result": "SENT", "on": "2023-04-21",
         "tracking": "12345-6789-0123"},
        while_held=True,
        by_recused=True,
        refuse=_refusals,
        on_claim=_deliver,
    ),
)  # fmt: skip

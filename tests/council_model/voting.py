"""Votes and the numbers of letters, as a resolution states them (domain.md 5.2, 6)."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.council_model import law
from tests.council_model.claims import Claim
from tests.council_model.standing import Deed, Model, is_open

VOTING = ("FOR", "AGAINST", "ABSTAIN")


def votes(m: Model, claims: list[Claim], number: int, chance: Random, *, stating: bool = False) -> dict[str, Any]:
    """A vote as a secretary would write it down: mostly enough for it, the kept ones out, now and then miscounted.

    Now and then somebody is written down as out without a ground, or (`stating`) steps aside only now.
    """
    cast = {one: chance.choice(("FOR", "FOR", "FOR", "FOR", "AGAINST", "ABSTAIN", "ABSENT")) for one in m.seated}
    held = m.meetings.get(number)
    if held is not None and held.present is not None and chance.random() < 0.97:
        cast |= dict.fromkeys(set(m.seated) - set(held.present), "ABSENT")
    for claim in claims:
        cast |= {one: "RECUSED" for one in m.seated if claim.kept_from_vote(one) and chance.random() < 0.98}
    grounds: dict[str, str] = {}
    if chance.random() < 0.04:
        cast[chance.choice(m.seated)] = "RECUSED"
    elif stating and chance.random() < 0.12:
        member = chance.choice(m.seated)
        cast[member] = "RECUSED" if chance.random() < 0.95 else cast[member]
        grounds = {member: chance.choice(("COI2", "COI3", "COI7", "COI7", "COI5M", "COI9"))}
    result = law.outcome(len(m.seated), list(cast.values()))
    if result == "NO_QUORUM" or chance.random() < 0.03:
        result = chance.choice(("PASSED", "NOT_PASSED"))
    body = {"votes": cast, "result": result, "meeting_date": held.date if held else "2023-04-20"}
    if grounds:
        body["grounds"] = grounds
    if result == "PASSED":
        body["resolution_no"] = m.next("resolution", 1 if chance.random() < 0.95 else 0)
    return body


def vote_faults(m: Model, deed: Deed, claims: list[Claim], *, decides: bool = True) -> Iterator[str]:
    """Every seat and nobody else is written down, nobody kept from a claim votes on it, and the count is right."""
    yield from is_open(m, deed, on_the_day=True)
    if deed.act != "adopt_rules" and not m.rules_adopted:
        yield "the rules come first"
    body, cast = deed.body, deed.body["votes"]
    held = m.meetings.get(deed.meeting)
    if set(cast) != set(m.seated):
        yield "not the seats"
        return
    if held is not None and held.date != body["meeting_date"]:
        yield "another day"
    if held is not None and held.written and deed.act != "resolve":
        yield "not in writing"
    voting = {one for one, vote in cast.items() if vote in VOTING}
    if held is not None and held.present is not None and not voting | set(body.get("grounds", {})) <= set(held.present):
        yield "not there"
    if body.get("grounds") and (held is None or held.present is None):
        yield "nobody was seen there"
    for claim in claims:
        if any(claim.kept_from_vote(one) for one in voting):
            yield "kept from this claim"
        if any(m.must_answer(claim, one) for one in voting):
            yield "a voter has not answered for a declared interest"
    yield from ground_faults(deed, claims)
    amounts = body.get("amounts", {})
    result = law.outcome(len(m.seated), list(cast.values()), len(amounts))
    if not set(amounts) <= voting:
        yield "amounts of who does not vote"
    if result == "NO_QUORUM" or (body["result"] != "TIE_RULE" and result != body["result"]):
        yield "counted wrongly, or no quorum"
    if decides and body["result"] != "NOT_PASSED" and not m.is_free("resolution", body.get("resolution_no", "")):
        yield "no free resolution number"


def ground_faults(deed: Deed, claims: list[Claim]) -> Iterator[str]:
    """Whoever is out has a ground: one on record, or one stated now, of a single claim that rests on others (5.3)."""
    cast, stated = deed.body["votes"], deed.body.get("grounds", {})
    kept = {one for one in cast for claim in claims if claim.kept_from_vote(one)}
    if deed.act == "decide_challenge":
        kept.add(deed.body["member"])
    out = {one for one, vote in cast.items() if vote == "RECUSED"}
    if out - kept - set(stated):
        yield "out without a ground"
    if stated and (len(claims) > 1 or not set(stated) <= out - kept or not set(stated.values()) <= set(law.GROUNDS)):
        yield "not stepping aside now, or on no ground"
    for claim in claims:
        made = {claim.proposal.lead if claim.proposal else "", claim.opinion[0] if claim.opinion else ""}
        if made & set(stated):
            yield "the item rests on who steps aside"


def step_aside_now(deed: Deed, claims: list[Claim]) -> None:
    """A ground stated with the vote stands on the claim from then on."""
    for member, ground in deed.body.get("grounds", {}).items():
        claims[0].step_aside(member, ground)


def letters(m: Model, claims: list[Claim], chance: Random) -> dict[str, str]:
    """A letter number for each claim; now and then one used before."""
    first = 1 if chance.random() < 0.97 else 0
    return {claim.number: m.next("letter", first + place) for place, claim in enumerate(claims)}


def letter_faults(m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
    """Each letter that goes out has a number of its own."""
    given = deed.body.get("letters", {})
    if len(set(given.values())) < len(given) or not all(m.is_free("letter", one) for one in given.values()):
        yield "letter number used"
    if deed.body["result"] != "NOT_PASSED" and not {claim.number for claim in claims} <= set(given):
        yield "letter number missing"


def use_numbers(m: Model, body: Mapping[str, Any]) -> None:
    """A resolution that passed uses its numbers up."""
    if body["result"] != "NOT_PASSED":
        m.use("resolution", body["resolution_no"])
        for number in body.get("letters", {}).values():
            m.use("letter", number)

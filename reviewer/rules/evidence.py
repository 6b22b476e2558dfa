"""The facts of a claim in words, and where a place stands since its paper was replaced by a masked copy."""

import dataclasses
from collections.abc import Iterable, Mapping

from reviewer.rules.bound_facts import BoundFact, plain_value
from reviewer.rules.claim import Claim
from reviewer.rules.notes import Line
from reviewer.rules.places import Place


@dataclasses.dataclass(frozen=True)
class Bound:
    """A fact taken from a paper with its value and label as people read them."""

    fact: BoundFact
    value: str
    label: str = ""


def bound_of(claim: Claim, timeline: Iterable[Line]) -> Mapping[str, Bound]:
    """The facts of a claim by key; a value that was destroyed is ""."""
    said = {line.uid: line.facts for line in timeline if line.act == "bind_fact"}
    found = {}
    for fact in claim.facts:
        texts = said.get(fact.entry, {})
        value = str(texts.get("value", ""))
        try:
            value = plain_value(fact.code, value)
        except ValueError:
            value = value.strip()
        found[fact.key] = Bound(fact, value, str(texts.get("label", "")))
    return found


def place_now(claim: Claim, place: Place) -> Place:
    """The place in the masked copy that stands for its paper now; the place itself where none does."""
    for paper in claim.papers:
        if place.document in paper.before:
            return dataclasses.replace(place, document=paper.document)
    return place

"""Whom a certificate or registration names: the claimant, or in one thing another where a fault says so."""

from dataclasses import dataclass
from random import Random

from reviewer.sample.businesses import Business, break_check_digit, brn_from
from reviewer.sample.draws import pick
from reviewer.sample.people import korean_name


@dataclass(frozen=True, slots=True)
class Named:
    """Trade name, representative and registration number as a paper has them."""

    trade_name: str
    representative: str
    brn: str


def named_as(who: Business, faults: tuple[str, ...], rng: Random) -> Named:
    """The names of a business, wrong in the ways `faults` name."""
    brn, name, head = who.brn, who.trade_name, who.representative
    if "other_brn" in faults:
        brn = brn_from(rng.randrange(8_000_000), who.brn[4:6])
    if "other_type_number" in faults:
        brn = brn_from(rng.randrange(8_000_000), "07" if who.is_company else "86")
    if "bad_brn_check" in faults:
        brn = break_check_digit(brn)
    if "other_name" in faults:
        name = f"{pick(rng, who.sector.heads)}{pick(rng, who.sector.tails)} {pick(rng, ('신관', '별관', '구점'))}"
    if "other_representative" in faults:
        head = korean_name(rng)
        while head in who.representative:
            head = korean_name(rng)
    return Named(name, head, brn)

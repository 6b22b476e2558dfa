"""What a member declared about themselves, and where a claim touches it (domain.md 5.3)."""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from reviewer.rules.applicant import Applicant
from reviewer.rules.korean import fold
from reviewer.rules.numbers import digits
from reviewer.rules.privacy import province

_DISTRICT = re.compile(r"[가-힣0-9]+[시군구읍면동]")
GROUNDS = {"SELF": "COI1", "NUMBER": "COI1", "RELATIVE": "COI2", "BODY": "COI4", "REGION": "COI7", "PART": "COI7"}
"""What touches -> the ground it points to; a person decides whether it holds."""


@dataclasses.dataclass(frozen=True)
class Interests:
    """One member's declaration in force; every text stands under its digest, so that it can be destroyed."""

    entry: str
    made_at: str
    regions: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Declared:
    """The same in words, with what the roster says of the member: own name, and the names of the own body."""

    regions: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    note: str = ""
    name: str = ""
    bodies: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Touch:
    """One point at which a claim touches an interest: a key of `GROUNDS`, and the words declared."""

    kind: str
    what: str

    @property
    def ground(self) -> str:
        """The ground this points to."""
        return GROUNDS[self.kind]


def touches(declared: Declared, applicant: Applicant) -> tuple[Touch, ...]:
    """Every point at which the claim of this applicant touches what was declared, the nearest first."""
    return tuple(dict.fromkeys(_touches(declared, applicant)))


def _touches(declared: Declared, applicant: Applicant) -> Iterator[Touch]:
    people = {fold(name) for name in (applicant.representative, applicant.latin_name, applicant.account_holder)} - {""}
    if fold(declared.name) in people:
        yield Touch("SELF", declared.name)
    for number in declared.numbers:
        if digits(number) in (digits(applicant.brn), digits(applicant.corporate_number)):
            yield Touch("NUMBER", number)
    for relative in declared.relatives:
        if fold(relative) in people:
            yield Touch("RELATIVE", relative)
    helper = fold(applicant.assisted_by)
    for body in declared.bodies:
        if helper and fold(body) in helper:
            yield Touch("BODY", body)
            break
    for region in declared.regions:
        if in_region(applicant.address, region):
            yield Touch("REGION", region)


def in_region(address: str, region: str) -> bool:
    """Whether an address lies in a region written as `서울`, `서울 강남구` or `강남구`; 시/도 in any of their forms."""
    wanted, there = region.split(), address.split()
    if not wanted or not there:
        return False
    whole = province(region)
    if whole:
        if province(address) != whole:
            return False
        wanted = wanted[1:]
    return _in_order(wanted, there)


def names_a_region(region: str) -> bool:
    """Whether this could be the region of an address: a 시/도, or a name that ends as districts do."""
    words = region.split()
    return bool(words) and (bool(province(region)) or all(_DISTRICT.fullmatch(word) for word in words))


def _in_order(wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Whether these words stand among those of the address, in this order."""
    left = iter(there)
    return all(word in left for word in wanted)

"""What the store counts for the figures: groups with how often each occurs, and nothing that names a claimant."""

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Stood:
    """Claims on one route at one stage that came on one day; `applied` when more than a report came."""

    route: str
    stage: str
    received_on: str
    applied: bool
    count: int


@dataclasses.dataclass(frozen=True)
class Decided:
    """Claims with a decision in force, of one sector and one choice of services, with one outcome."""

    sector: str
    services: tuple[str, ...]
    disposition: str
    count: int


@dataclasses.dataclass(frozen=True)
class Money:
    """Decided claims whose claimed loss lies in one band: sums in won, and how many each rests on."""

    band: int
    count: int
    claimed: int
    verified: int
    worked_out: int  # how many have a verified loss at all
    with_verified: int
    awarded: int
    with_award: int


@dataclasses.dataclass(frozen=True)
class Checked:
    """What sample checks of decisions of one kind came to."""

    is_award: bool
    outcome: str
    count: int


@dataclasses.dataclass(frozen=True)
class Reasons:
    """How often each code was given, in how many decisions or requests."""

    by_code: Mapping[str, int]
    among: int


@dataclasses.dataclass(frozen=True)
class Quality:
    """The sample checks: outcomes, what was found wanting, and how often something was praised."""

    checks: tuple[Checked, ...]
    deficiencies: Mapping[str, int]
    praised: int

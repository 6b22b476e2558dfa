"""Like for like: which decided claims are nearest to a claim, and where its award lies among theirs (lessons 3.9).

No verdict: the council sees the neighbours and decides.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from decimal import Decimal

SHOWN = 12
"""So many neighbours are shown at most."""
ENOUGH = 10
"""With fewer neighbours there is no middle of them to speak of."""
FARTHEST = 2_000
"""A claim farther away than this is not alike; thousandths, as `distance` counts."""


@dataclasses.dataclass(frozen=True)
class Likeness:
    """What makes claims alike: trade, services, verified loss in won, and the operating-profit rate applied."""

    sector: str
    services: tuple[str, ...]
    verified_loss: int
    profit_rate: Decimal | None = None


@dataclasses.dataclass(frozen=True)
class Decided:
    """A claim with an award in force; amounts in won, `claimed_loss` None where none was named."""

    claim: str
    like: Likeness
    claimed_loss: int | None
    award: int

    @property
    def share(self) -> int:
        """What part of the verified loss was awarded, in tenths of a percent."""
        return share_of(self.award, self.like.verified_loss)


@dataclasses.dataclass(frozen=True)
class Neighbourhood:
    """The nearest decided claims, the nearest first, and the middle 80 % of their shares (tenths of a percent).

    `low` and `high` are None where there are too few neighbours.
    """

    nearest: tuple[Decided, ...]
    low: int | None = None
    high: int | None = None

    def place_of(self, share: int) -> str:
        """BELOW, WITHIN or ABOVE the middle 80 % of the neighbours; TOO_FEW where there is none."""
        if self.low is None or self.high is None:
            return "TOO_FEW"
        return "BELOW" if share < self.low else "ABOVE" if share > self.high else "WITHIN"


def share_of(award: int, verified_loss: int) -> int:
    """What part of a loss an award is, in tenths of a percent, rounded half up; 0 without a loss."""
    return (2_000 * award + verified_loss) // (2 * verified_loss) if verified_loss > 0 else 0


def distance(one: Likeness, other: Likeness) -> int:
    """How unlike two claims are, in thousandths: another trade counts as much as twice the loss.

    Another trade 1,000, no service in common 500, a loss higher by a tenth 100, a profit rate other by a point 50.
    """
    low, high = sorted((max(one.verified_loss, 1), max(other.verified_loss, 1)))
    found = 0 if one.sector == other.sector else 1_000
    found += 0 if set(one.services) & set(other.services) else 500
    found += 1_000 * high // low - 1_000
    if one.profit_rate is not None and other.profit_rate is not None:
        found += int(5_000 * abs(one.profit_rate - other.profit_rate))
    return found


def neighbourhood(like: Likeness, decided: Iterable[Decided], *, but: str = "") -> Neighbourhood:
    """The decided claims nearest to this likeness, without the claim `but` itself; equal ones by claim number."""
    far = ((distance(like, one.like), one.claim, one) for one in decided if one.claim != but)
    near = sorted((one for one in far if one[0] <= FARTHEST), key=lambda one: one[:2])
    nearest = tuple(one for _, _, one in near[:SHOWN])
    if len(nearest) < ENOUGH:
        return Neighbourhood(nearest)
    low, high = middle([one.share for one in nearest])
    return Neighbourhood(nearest, low, high)


def middle(shares: Sequence[int]) -> tuple[int, int]:
    """The lowest and highest share after a tenth of them, rounded down, was left out at each end."""
    ordered, out = sorted(shares), len(shares) // 10
    return ordered[out], ordered[-1 - out]

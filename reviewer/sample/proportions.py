"""How many reports of each kind a delivery of any size holds: the published figures, scaled (domain.md 1.3)."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

PUBLISHED_REPORTS = 105_116
PUBLISHED_APPLICATIONS = 451
APPLICATIONS_AT_LEAST = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one kind: who reported, about whose service, paid or free, with or without a money loss."""

    key: str
    reporter: str
    affiliate: bool
    paid: bool
    loss: bool
    published: int


# 17,921 affiliate + 87,195 own; own = 14,918 paid + 13,195 free with loss + 59,082 without loss
# = 17,439 small businesses (8,461 with a loss) + 69,605 users + 151 larger firms.
GROUPS = (
    Group("application", "소상공인", False, False, True, PUBLISHED_APPLICATIONS),
    Group("small_loss", "소상공인", False, False, True, 6_000),
    Group("small_paid_loss", "소상공인", False, True, True, 2_010),
    Group("small_paid", "소상공인", False, True, False, 890),
    Group("small_no_loss", "소상공인", False, False, False, 8_088),
    Group("user_loss", "이용자", False, False, True, 6_694),
    Group("user_paid", "이용자", False, True, True, 12_000),
    Group("user_no_loss", "이용자", False, False, False, 50_911),
    Group("larger_loss", "중대형기업", False, False, True, 50),
    Group("larger_paid", "중대형기업", False, True, True, 18),
    Group("larger_no_loss", "중대형기업", False, False, False, 83),
    Group("affiliate_user", "이용자", True, False, False, 14_301),
    Group("affiliate_small", "소상공인", True, False, True, 3_584),
    Group("affiliate_larger", "중대형기업", True, False, True, 36),
)


def applications_among(reports: int) -> int:
    """Full applications among `reports`: one in 233, at least ten."""
    if reports < APPLICATIONS_AT_LEAST:
        raise ValueError(f"a delivery has at least {APPLICATIONS_AT_LEAST} reports")
    return max(APPLICATIONS_AT_LEAST, round(reports * PUBLISHED_APPLICATIONS / PUBLISHED_REPORTS))


def counts(reports: int) -> dict[str, int]:
    """Reports by group key; they add up to `reports` (largest remainders, earlier group first)."""
    applications = applications_among(reports)
    rest, rest_published = reports - applications, PUBLISHED_REPORTS - PUBLISHED_APPLICATIONS
    shares = {group.key: rest * group.published / rest_published for group in GROUPS[1:]}
    whole = {key: int(share) for key, share in shares.items()}
    for key in sorted(shares, key=lambda key: whole[key] - shares[key])[: rest - sum(whole.values())]:
        whole[key] += 1
    return {"application": applications, **whole}


class Places:
    """Which group a place 0..reports-1 belongs to; applications come first, so their place is their number."""

    def __init__(self, reports: int) -> None:
        """Lay the groups one after the other, in the order of `GROUPS`."""
        self._ends = list(accumulate(counts(reports).values()))

    def group_at(self, place: int) -> Group:
        """The group of `place`."""
        return GROUPS[bisect_right(self._ends, place)]

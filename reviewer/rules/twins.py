"""Two claims that may be one: what agrees between them, what a person said of it, and when that stops an award."""

import dataclasses
import hashlib

from reviewer.rules.acts.shape import Scene
from reviewer.rules.claim import Claim
from reviewer.rules.meetings import DECIDING

KINDS = ("FILE", "PICTURE", "TEXT", "WEEK", "ROWS", "BRN", "ACCOUNT", "TIMES", "EXIF")
"""What may agree, the weightiest first: bytes, picture, words, sales week, rows, BRN, account, times, camera."""
WEAK = frozenset({"TIMES", "EXIF"})
"""Two people may well have used one program or camera in one second; these are shown and stop nothing."""


@dataclasses.dataclass(frozen=True)
class Side:
    """Where one claim shows what agrees: a paper with its page or sheet (0: the whole), or the application ("").

    `kind` and `path` say which paper it is: its kind of proof and its path in the delivery.
    """

    document: str = ""
    page: int = 0
    kind: str = ""
    path: str = ""


@dataclasses.dataclass(frozen=True)
class Agreement:
    """One thing two claims have in common; `mark` names it, alike from both sides; `count` are the equal parts."""

    kind: str
    mark: str
    mine: Side
    other: Side
    value: str = ""
    count: int = 1


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What a person said of two claims; `marks` are the agreements that stood then, `claim` where it was recorded."""

    verdict: str  # SAME or NOT_SAME
    author: str
    made_at: str
    reason: str
    marks: frozenset[str]
    claim: str
    entry: str


@dataclasses.dataclass(frozen=True)
class Twin:
    """Another claim that agrees with this one in something; amounts in won."""

    claim: str
    name: str
    stage: str
    award: int
    paid: int
    agreements: tuple[Agreement, ...]
    verdict: Verdict | None = None

    @property
    def is_settled(self) -> bool:
        """Whether a person judged the pair: as the same, or as not the same with all that agrees now in view."""
        said = self.verdict
        return said is not None and (said.verdict == "SAME" or self.marks <= said.marks)

    @property
    def marks(self) -> frozenset[str]:
        """Everything that agrees now, by name."""
        return frozenset(one.mark for one in self.agreements)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of what agrees, the weightiest first."""
        return tuple(kind for kind in KINDS if any(one.kind == kind for one in self.agreements))

    @property
    def stops_awards(self) -> bool:
        """Whether no award may go to this claim: the twin was paid, and nobody said that they are not the same."""
        return self.paid > 0 and self.may_be_one

    @property
    def may_be_one(self) -> bool:
        """Whether the two may be one claim: something of weight agrees, and nobody said that they are not the same."""
        strong = {one.mark for one in self.agreements if one.kind not in WEAK}
        said = self.verdict
        is_apart = said is not None and said.verdict == "NOT_SAME" and strong <= said.marks
        return bool(strong) and not is_apart


def mark_of(kind: str, *parts: str) -> str:
    """The name of an agreement, the same whichever claim it is seen from."""
    joined = "\x1f".join(sorted(parts)).encode("utf-8")
    return f"{kind}:{hashlib.sha256(joined).hexdigest()[:16]}"


def share_enough(shared: int, mine: int, other: int) -> bool:
    """Whether two sheets with so many kept runs of rows share so many that most of their rows must be equal.

    Of eight runs that stand for sheets of which two thirds are equal, three or more are shared all but surely.
    """
    return shared > 0 and 8 * shared >= 3 * min(mine, other)


def awards_of(scene: Scene) -> list[Claim]:
    """The claims to which this act would give an award of more than 0 won, or agree to one."""
    body = scene.body
    match scene.act:
        case "propose_decision" | "record_opinion":
            gives = body["award"] > 0 and scene.claim.deciding != "RETURN_REQUEST"
            return [scene.claim] if gives else []
        case "check_decision":
            return [scene.claim] if body["opinion"] == "AGREE" and _is_proposed(scene.claim) else []
        case "resolve":
            passed = body["result"] in DECIDING and body.get("question", "PROPOSAL") in ("PROPOSAL", "REFUSAL")
            return [claim for claim in scene.claims.values() if passed and (_is_proposed(claim) or "amounts" in body)]
        case "adopt_fixed_list":
            return list(scene.claims.values()) if body["result"] == "PASSED" else []
    return []


def _is_proposed(claim: Claim) -> bool:
    proposal = claim.proposal
    return proposal is not None and proposal.award > 0 and proposal.kind != "RETURN_REQUEST"

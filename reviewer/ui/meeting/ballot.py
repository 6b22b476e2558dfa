"""The votes on one agenda item while they are being given, with every step undoable until the item is closed."""

from collections.abc import Iterable, Mapping, Sequence

VOTES = ("FOR", "AGAINST", "ABSTAIN", "RECUSED", "ABSENT")
VOTING = ("FOR", "AGAINST", "ABSTAIN")


class Ballot:
    """Who votes how; nobody's vote is filled in, only a recusal on record and an absence already known."""

    def __init__(
        self, seats: Sequence[str], recused: Mapping[str, str], absent: Iterable[str] = (), *, aside: bool = False
    ) -> None:
        """`recused` names the ground of each seat that may not vote; `aside`: others may still step aside."""
        self.seats, self.grounds = tuple(seats), dict(recused)
        self.votes: dict[str, str] = {member: "ABSENT" for member in seats if member in set(absent)}
        self.votes |= {member: "RECUSED" for member in seats if member in recused and member not in self.votes}
        self.amounts: dict[str, int] = {}
        self.may_step_aside = aside
        self.stated: dict[str, str] = {}  # the ground of each member who steps aside only now
        self._before: list[tuple[dict[str, str], dict[str, int], dict[str, str]]] = []

    def choices(self, member: str) -> tuple[str, ...]:
        """The votes this member can give: a recused one only stays out or is absent; stepping aside has a ground."""
        if member in self.grounds:
            return VOTES[3:]
        return VOTES if self.may_step_aside else tuple(vote for vote in VOTES if vote != "RECUSED")

    def set(self, member: str, vote: str) -> None:
        """Take a member's vote; one that is not open to the member changes nothing."""
        if vote not in self.choices(member) or self.votes.get(member) == vote:
            return
        self._keep()
        self.votes[member] = vote
        if vote not in VOTING:
            self.amounts.pop(member, None)
        if vote != "RECUSED":
            self.stated.pop(member, None)

    def state(self, member: str, ground: str) -> None:
        """Take the ground on which this member steps aside now."""
        if self.votes.get(member) == "RECUSED" and member not in self.grounds and self.stated.get(member) != ground:
            self._keep()
            self.stated[member] = ground

    def attend(self, absent: Iterable[str]) -> None:
        """Take who is absent as it was recorded anew: who came votes, who left does not, what others gave stays."""
        away = {member: "ABSENT" for member in absent if member in self.seats}
        there = {member: vote for member, vote in self.votes.items() if vote != "ABSENT" and member not in away}
        aside = {member: "RECUSED" for member in self.grounds if member in self.seats}
        if (votes := aside | there | away) != self.votes:
            self._keep()
            self.votes = votes
            self.amounts = {member: amount for member, amount in self.amounts.items() if member not in away}
            self.stated = {member: ground for member, ground in self.stated.items() if member not in away}

    def missing_grounds(self) -> tuple[str, ...]:
        """Members who step aside now and gave no ground yet."""
        out = [member for member, vote in self.votes.items() if vote == "RECUSED"]
        return tuple(member for member in out if member not in self.grounds and member not in self.stated)

    def cycle(self, member: str, by: int = 1) -> None:
        """Go to the member's next vote; the first press is the first choice."""
        choices = self.choices(member)
        now = self.votes.get(member)
        self.set(member, choices[(choices.index(now) + by) % len(choices)] if now else choices[0 if by > 0 else -1])

    def rest_for(self) -> None:
        """Everyone who has not voted yet votes for."""
        missing = [member for member in self.missing() if "FOR" in self.choices(member)]
        if missing:
            self._keep()
            self.votes |= dict.fromkeys(missing, "FOR")

    def set_amount(self, member: str, amount: int | None) -> None:
        """Take the amount (won) a member holds right; whoever names one votes."""
        if member in self.grounds or self.amounts.get(member) == amount:
            return
        self._keep()
        if amount is None:
            self.amounts.pop(member, None)
            return
        self.amounts[member] = amount
        if self.votes.get(member) not in VOTING:
            self.votes[member] = "FOR"
            self.stated.pop(member, None)

    def drop_amounts(self) -> None:
        """Vote on the proposal itself, not on amounts."""
        if self.amounts:
            self._keep()
            self.amounts = {}

    def missing(self) -> tuple[str, ...]:
        """The seats whose vote is not known yet."""
        return tuple(member for member in self.seats if member not in self.votes)

    def missing_amounts(self) -> tuple[str, ...]:
        """Members who vote but named no amount, where amounts are voted on; who abstains need not name one."""
        if not self.amounts:
            return ()
        naming = [member for member, vote in self.votes.items() if vote in ("FOR", "AGAINST")]
        return tuple(member for member in naming if member not in self.amounts)

    def absent(self) -> tuple[str, ...]:
        """Who is absent; it is carried over to the next item."""
        return tuple(member for member, vote in self.votes.items() if vote == "ABSENT")

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self.votes, self.amounts, self.stated = self._before.pop()

    def _keep(self) -> None:
        self._before.append((dict(self.votes), dict(self.amounts), dict(self.stated)))

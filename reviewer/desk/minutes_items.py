"""The decided items of a meeting in words: what was put, how each member voted, and what came of it (domain.md 5.5)."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from reviewer.casefile import journal, registers, standing
from reviewer.casefile.engine import Connection
from reviewer.casefile.meeting_entries import ClaimsThen
from reviewer.desk.wording import paper_word
from reviewer.letters.annexes import NOTHING
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Part, Text
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.council import Case
from reviewer.rules.council_votes import is_tie
from reviewer.rules.decision import outcome_word
from reviewer.rules.korean import won_plain
from reviewer.rules.meetings import DECIDING, Meeting, Resolution
from reviewer.rules.plan import Plan
from reviewer.rules.proposal import Proposal

VOTES = ("FOR", "AGAINST", "ABSTAIN", "RECUSED", "ABSENT")


@dataclasses.dataclass(frozen=True)
class Held:
    """A meeting with all that its papers are made from."""

    conn: Connection
    case: Case
    plan: Plan
    meeting: Meeting
    names: Mapping[str, str]
    lang: str
    then: ClaimsThen

    def said(self, code: str, **values: object) -> str:
        """A wording of the minutes with its values."""
        return paper_word("minutes", code, self.lang, **values)

    def name(self, member: str) -> str:
        """A person's name, or their id where it was destroyed."""
        return self.names.get(member) or member

    def seat(self, member: str) -> tuple[int, str]:
        """Members stand in the order of their seats, substitutes after them."""
        line = self.case.roster.get(member)
        return (line.seat or 99 if line is not None else 99, member)

    def won(self, amount: int | None) -> str:
        """An amount as a table shows it."""
        return "–" if amount is None else won_plain(amount, self.lang)

    @property
    def resolutions(self) -> list[Resolution]:
        """What this meeting voted on, in order."""
        return [one for one in self.case.resolutions if one.meeting == self.meeting.number]

    def outcome(self, made: Decision | Proposal) -> str:
        """What is proposed or decided, in a word."""
        return outcome_word(made, self.plan).in_(self.lang)


def decision_of(claim: Claim, kept: Resolution) -> Decision | None:
    """The decision that this vote made on the claim, also where it was replaced or taken back later."""
    return next((one for one in claim.decisions if one.uid == f"{kept.entry}/{claim.number}"), None)


def subject_of(held: Held, kept: Resolution) -> str:
    """What an item is about, in a few words."""
    match kept.item:
        case "CHAIR":
            return held.said("CHAIR_is", name=held.name(kept.about))
        case "RULES":
            return held.said("RULES")
        case "CONSENT":
            return held.said("CONSENT", n=len(kept.claims))
        case "MOTION":
            return held.said(f"MOTION_{kept.about}")
        case "CHALLENGE":
            return held.said("CHALLENGE", claim=kept.claims[0], name=held.name(kept.about))
        case "FIXED_LIST":
            return held.said("FIXED_LIST", list=kept.about, n=len(kept.claims))
        case "CORRECTION":
            return held.said("CORRECTION_of", about=kept.about, claim=kept.claims[0])
    return f"{kept.claims[0]} {trade_names(held, kept.claims)[kept.claims[0]]}"


def trade_names(held: Held, claims: Sequence[str]) -> dict[str, str]:
    """The trade names of these claims."""
    return {line.claim: line.trade_name for line in registers.decided_lines(held.conn, claims)}


def items_voted_on(held: Held) -> list[list[Resolution]]:
    """The votes of each item in the order in which it first came to the vote; one opened again is put anew."""
    groups: list[list[Resolution]] = []
    running: dict[tuple[str, ...], list[Resolution]] = {}
    for kept in held.resolutions:
        if kept.item == "CORRECTION" or kept.items not in running:
            groups.append([])
            running[kept.items] = groups[-1]
        running[kept.items].append(kept)
        if kept.item == "CORRECTION":
            del running[kept.items]
    return groups


def decided_items(held: Held) -> Iterator[Block]:
    """Every item in the order in which it first came to the vote, each with all its votes."""
    groups = items_voted_on(held)
    by_kind = sorted(groups, key=lambda votes: votes[0].item != "CORRECTION")
    latest = {item: votes for votes in by_kind for item in votes[0].items}
    for votes in groups:
        kept = votes[0]
        number = numbers_line(held, kept.items)
        yield Part(" · ".join(filter(None, (number, subject_of(held, kept)))), 2)
        if kept.item == "CLAIM":
            yield from _claim_lines(held, kept)
        if kept.item in ("CONSENT", "FIXED_LIST"):
            yield claims_table(held, kept)
        for one in votes:
            yield from _vote_lines(held, one, is_one_of_many=len(votes) > 1)
        yield from _dissents(held, [item for item in kept.items if latest.get(item) is votes])


def numbers_line(held: Held, items: Sequence[str]) -> str:
    """The number of an item, or of the first of many."""
    numbers = [number for number in map(held.meeting.item_no, items) if number]
    if len(numbers) > 1:
        return held.said("first_of", number=numbers[0], n=len(numbers))
    return held.said("number", number=numbers[0]) if numbers else ""


def _claim_lines(held: Held, kept: Resolution) -> Iterator[Text]:
    claim = held.then.before(kept.claims[0], kept.entry)
    proposal, found = claim.proposal, claim.assessment
    yield Text(
        held.said(
            "money_line", claimed=held.won(claim.claimed_loss),
            verified=held.won(found.verified_loss if found else None),
            calculated=held.won(found.assessed_amount if found else None),
        ),
        held.said("money"),
    )  # fmt: skip
    if proposal is not None:
        opinion = claim.opinion
        yield Text(
            held.said(
                "proposal_is", outcome=held.outcome(proposal), award=held.won(proposal.award),
                lead=held.name(proposal.author), second=held.name(opinion.author) if opinion else "–",
                opinion=held.said(f"opinion_{opinion.opinion if opinion else ''}"),
            ),
            held.said("proposal"),
        )  # fmt: skip
        if proposal.award_basis == "OVERRIDE":
            reason = held.plan.override_reasons.get(proposal.override_reason)
            words = reason.in_(held.lang) if reason is not None else proposal.override_reason
            yield Text(held.said("override_is", reason=words), held.said("override"))
    if claim.pulled_by:
        yield Text(held.said("pulled_by", name=held.name(claim.pulled_by)), held.said("pulled"))
    if claim.ties:
        yield Text(held.said("tie_before", n=claim.ties), held.said("override"))


def claims_table(held: Held, kept: Resolution) -> Table:
    """The claims of a list with what each came to; the heading is repeated on every sheet."""
    names, rows, total = trade_names(held, kept.claims), [], 0
    for number in kept.claims:
        claim = standing.read_claim(held.conn, number)
        decision = decision_of(claim, kept)
        verified = decision.assessment.verified_loss if decision and decision.assessment else None
        if kept.item == "FIXED_LIST":
            verified = claim.claimed_loss  # the fixed path pays the band of the loss that was reported (domain.md 1.4)
        total += decision.award if decision else 0
        rows.append((
            held.meeting.item_no(number) or held.meeting.item_no(kept.items[0]), number, names.get(number, ""),
            held.outcome(decision) if decision else held.said("not_passed"), held.won(verified),
            held.won(decision.award if decision else None),
        ))  # fmt: skip
    of = held.said("count", n=len(kept.claims))
    rows.append((held.said("total"), of, NOTHING, NOTHING, NOTHING, held.won(total)))
    columns = (
        Column(held.said("item_no"), 0.15), Column(held.said("claim"), 0.15), Column(held.said("trade_name"), 0.22),
        Column(held.said("decision"), 0.17), Column(held.said("loss"), 0.16, "right"),
        Column(held.said("award"), 0.15, "right"),
    )  # fmt: skip
    return Table(columns, tuple(rows), bold_rows=frozenset({len(rows) - 1}))


def _vote_lines(held: Held, kept: Resolution, *, is_one_of_many: bool) -> Iterator[Text]:
    if kept.item == "CORRECTION":
        yield Text(held.said("CORRECTION", about=kept.about), held.said("question"))
    elif is_one_of_many or kept.question != "PROPOSAL":
        code = "question_AMOUNT" if kept.amounts else f"question_{kept.question}"
        yield Text(held.said(code, reason=kept.about) if kept.question == "REFUSAL" else held.said(code),
                   held.said("question"))  # fmt: skip
    yield Text(votes_line(held, kept), held.said("votes"), with_next=True)
    if kept.amounts:
        given = ", ".join(
            f"{held.name(member)} {held.won(kept.amounts[member])}" for member in sorted(kept.amounts, key=held.seat)
        )
        told = held.said(f"amounts_{held.plan.settings.amount_rule}", amounts=given)
        yield Text(told, held.said("amounts"), with_next=True)
    yield Text(result_line(held, kept), held.said("result"))
    for later in corrections_of(held.case, kept):
        where = "" if len(kept.claims) == 1 else f"{later.claims[0]}: "
        yield Text(where + held.said("corrected_by", n=later.meeting, number=later.number), held.said("corrected"))
    if kept.note and kept.question != "DEFER":
        yield Text(journal.text_of(held.conn, kept.note), held.said("note"))


def corrections_of(case: Case, kept: Resolution) -> list[Resolution]:
    """The resolutions that opened this one again, in this meeting or a later one."""
    return [
        one
        for one in case.resolutions
        if one.item == "CORRECTION" and one.result in DECIDING and kept.number and one.about == kept.number
        and kept.item != "CORRECTION" and set(one.claims) & set(kept.claims)
    ]  # fmt: skip


def votes_line(held: Held, kept: Resolution) -> str:
    """Every member's vote by name, and the seats and those present of this item."""
    parts = []
    for vote in VOTES:
        who = sorted((member for member, given in kept.votes.items() if given == vote), key=held.seat)
        word = held.plan.votes[vote].in_(held.lang)
        if who:
            names = ", ".join(_with_ground(held, kept, one) if vote == "RECUSED" else held.name(one) for one in who)
            parts.append(held.said("vote_names", word=word, n=len(who), names=names))
        elif vote in ("FOR", "AGAINST", "ABSTAIN"):
            parts.append(held.said("vote_line", word=word, n=0))
    seats, present = counts(held, kept)
    return f"{', '.join(parts)}. {held.said('present_line', seats=seats, present=present)}"


def counts(held: Held, kept: Resolution) -> tuple[int, int]:
    """The seats and those present on an item: the recused leave both (setting `recused_leave_seats`)."""
    votes = list(kept.votes.values())
    seats = len(votes) - (votes.count("RECUSED") if held.plan.settings.recused_leave_seats else 0)
    return seats, sum(vote in ("FOR", "AGAINST", "ABSTAIN") for vote in votes)


def _with_ground(held: Held, kept: Resolution, member: str) -> str:
    grounds = (_ground(standing.read_claim(held.conn, number), kept, member) for number in kept.claims)
    ground = next((one for one in grounds if one in held.plan.grounds), "")
    if not ground:
        return held.name(member)
    words = f"{ground} {held.plan.grounds[ground].text.in_(held.lang)}"
    return held.said("recused_because", name=held.name(member), ground=words)


def _ground(claim: Claim, kept: Resolution, member: str) -> str:
    """Why this member was out: stepped aside, challenged by the claimant, or a reviewer of the first decision."""
    if claim.is_recused(member):
        return claim.conflicts[member]
    if kept.item == "CHALLENGE" and kept.about == member:
        return next((one.ground for one in reversed(claim.challenges) if one.member == member), "")
    return "COI6" if member in claim.first_reviewers else ""


def result_line(held: Held, kept: Resolution) -> str:
    """What came of one vote."""
    votes = list(kept.votes.values())
    if kept.result not in DECIDING:
        if kept.question in ("LOSS", "DEFER"):
            return held.said("result_question_lost")
        if kept.item != "CLAIM":
            return held.said("result_lost_other")
        return held.said("result_tied" if is_tie(counts(held, kept)[1], votes.count("FOR")) else "result_lost")
    if kept.item == "CORRECTION":
        return held.said("result_reopened", number=kept.number, about=kept.about)
    if kept.question == "DEFER":
        return held.said("deferred_because", reason=journal.text_of(held.conn, kept.note) or "–")
    if kept.question == "LOSS":
        return held.said("result_asked")
    decision = decision_of(standing.read_claim(held.conn, kept.claims[0]), kept) if kept.item == "CLAIM" else None
    if decision is None:
        return held.said("result_passed", number=kept.number)
    return result_of(held, decision, decision.award)


def result_of(held: Held, decision: Decision, award: int) -> str:
    """A decision of the council with its amount (won) and the number of its resolution, in one line."""
    code = {"AMOUNT_VOTE": "result_amount", "TIE": "result_tie"}.get(decision.award_basis, "result_is")
    if decision.kind != "RETURN_REQUEST" and held.plan.dispositions[decision.disposition].money == "none":
        code = "result_unpaid"
    outcome = held.outcome(decision)
    return held.said(code, outcome=outcome, award=held.won(award), number=decision.resolution_no)


def _dissents(held: Held, items: Sequence[str]) -> Iterator[Text]:
    for one in held.meeting.statements:
        if one.kind == "DISSENT" and one.item in items:
            words = journal.text_of(held.conn, one.said)
            yield Text(f"{held.said('statement', name=held.name(one.member))}: {words}", held.said("dissent"))

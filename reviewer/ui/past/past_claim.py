"""One claim of a past moment as a page to read: facts, calculation, decision, votes, what was done."""

import html
from collections.abc import Iterable, Iterator

from reviewer.desk.wording import word_for
from reviewer.rules.acts import act_named
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.verdicts import proof_marks
from reviewer.ui.act_words import summary
from reviewer.ui.award_working import Step, opinion_words, proposal_words, reasons_words, working
from reviewer.ui.claim_marks import PROOFS, proof_state
from reviewer.ui.past.past_reading import PastClaim
from reviewer.ui.wording import day, language, listed, moment, tr, won, word

Pair = tuple[str, str]


def page_of(found: PastClaim) -> str:
    """The claim as rich text, built from escaped parts only."""
    claim = found.claim
    head = f"<h2>{_safe(claim.number)} · {_safe(str(found.facts.get('trade_name', '')))}</h2>"
    parts = [
        head,
        _table(_standing(found)),
        _section(tr("Application"), _application(found)),
        _section(tr("Calculation"), ((step.name, _with(step.figure, step.basis)) for step in _working(found))),
        _section(tr("Proposal"), _proposal(found)),
    ]
    for one in reversed(claim.decisions):
        parts.append(_section(tr("Decision {n}", n=one.seq), _decision(found, one)))
    parts.append(_section(tr("Letters and payment"), _after(claim)))
    parts.append(_section(tr("Timeline"), _timeline(found)))
    return "".join(parts)


def _safe(text: str) -> str:
    return html.escape(text, quote=True)


def _table(pairs: Iterable[Pair]) -> str:
    rows = "".join(
        f"<tr><td style='padding-right:16px'>{_safe(name)}</td><td>{_safe(value)}</td></tr>" for name, value in pairs
    )
    return f"<table cellspacing='4'>{rows}</table>" if rows else ""


def _section(head: str, pairs: Iterable[Pair]) -> str:
    """A heading over its lines; nothing where there is nothing to say."""
    lines = _table(pairs)
    return f"<h3>{_safe(head)}</h3>{lines}" if lines else ""


def _with(figure: str, basis: str) -> str:
    return f"{figure}  ({basis})" if figure and basis else figure or basis


def _person(found: PastClaim, member: str) -> str:
    return found.names.get(member) or member or "–"


def _standing(found: PastClaim) -> Iterator[Pair]:
    claim, plan = found.claim, found.plan
    yield tr("Stage"), word(plan.stages, claim.stage.value)
    yield tr("Route"), word(plan.routes, claim.route) or tr("no route yet")
    yield tr("Lead reviewer"), _person(found, claim.lead)
    yield tr("Second reviewer"), _person(found, claim.second)
    if claim.hold:
        yield tr("On hold"), word(plan.hold_reasons, claim.hold)
    for member, ground in sorted(claim.conflicts.items()):
        if ground != "NONE":
            yield tr("Conflict of interest"), f"{_person(found, member)}: {word(plan.grounds, ground)}"


def _application(found: PastClaim) -> Iterator[Pair]:
    claim, facts = found.claim, found.facts
    yield tr("Received"), day(claim.received_on)
    yield tr("Representative"), str(facts.get("representative") or "–")
    yield tr("Sector"), word(found.plan.profit_rates, str(facts.get("sector") or "–"))
    yield tr("Services"), listed(word(found.plan.services, key) for key in claim.services) or "–"
    yield tr("Loss claimed"), won(claim.claimed_loss)
    for kind, mark in zip(PROOFS, proof_marks(claim, PROOFS), strict=True):
        yield word(found.plan.proof_kinds, kind), proof_state(mark[0])


def _working(found: PastClaim) -> list[Step]:
    return working(found.claim, found.plan) if found.claim.assessment else []


def _proposal(found: PastClaim) -> Iterator[Pair]:
    proposal, opinion = found.claim.proposal, found.claim.opinion
    if proposal is None:
        return
    yield _person(found, proposal.author), proposal_words(found.claim, found.plan)
    yield tr("Reasons"), "; ".join(reasons_words(found.claim, found.plan))
    if opinion is not None:
        yield _person(found, opinion.author), opinion_words(found.claim)


def _decision(found: PastClaim, one: Decision) -> Iterator[Pair]:
    votes = {
        "FOR": tr("for"), "AGAINST": tr("against"), "ABSTAIN": tr("abstained"),
        "RECUSED": tr("recused"), "ABSENT": tr("absent"),
    }  # fmt: skip
    yield tr("Outcome"), f"{word(found.plan.dispositions, one.disposition)} · {won(one.award)}"
    yield tr("Reasons"), listed(given.code for given in one.reasons)
    yield tr("Meeting"), tr("no. {n} on {day}", n=one.meeting, day=day(one.meeting_date))
    yield tr("Resolution"), one.resolution_no
    yield (
        tr("Votes"),
        listed(f"{_person(found, who)} {votes.get(vote, vote)}" for who, vote in sorted(one.votes.items())),
    )


def _after(claim: Claim) -> Iterator[Pair]:
    for letter in claim.letters:
        yield tr("Letter {number}", number=letter.letter_no), tr("issued {when}", when=moment(letter.issued_at))
    if claim.payment is not None:
        states = {"LISTED": tr("on a payment list"), "PAID": tr("paid"), "FAILED": tr("failed")}
        yield states.get(claim.payment.state, claim.payment.state), won(claim.payment.amount)


def _timeline(found: PastClaim) -> Iterator[Pair]:
    def named(member: str) -> str:
        return _person(found, member)

    for one in sorted(found.timeline, key=lambda line: str(line.made_at), reverse=True):
        if act_named(one.act).deciding:
            said = summary(one, found.plan, found.case, named)
            text = f"{word_for('act', one.act, language())}  {said}".strip()
            yield moment(str(one.made_at)), f"{text} · {named(one.author)}"

"""What stands in the summary of one claim: who, what is asked, the calculation, facts, opinions, the question."""

from collections.abc import Iterator, Sequence

from reviewer.casefile import journal
from reviewer.desk.minutes import date_in
from reviewer.desk.minutes_items import Held
from reviewer.desk.wording import bracketed, paper_word, word_for
from reviewer.letters.office_paper import Block, Form, Part, Picture, Pictures, Text, Title
from reviewer.rules.acts.agenda import agenda_list
from reviewer.rules.applicant import Applicant
from reviewer.rules.assessment import Assessment
from reviewer.rules.bound_facts import FACTS, WON, BoundFact
from reviewer.rules.claim import Claim
from reviewer.rules.decision import fixed_ceiling


def brief_blocks(held: Held, claim: Claim, applicant: Applicant, pictures: Sequence[Picture]) -> Iterator[Block]:
    """Everything on the sheet, in the order of the fields of domain.md 5.5."""

    def said(code: str, **values: object) -> str:
        return paper_word("brief", code, held.lang, **values)

    number = held.meeting.item_no(claim.number)
    yield Title(said("title"), f"{held.plan.council.in_(held.lang)}  {said('meeting', n=held.meeting.number)}"
                if held.meeting.number else held.plan.council.in_(held.lang))  # fmt: skip
    yield _head(held, claim, applicant, number)
    yield Part(said("calculation_part"))
    yield Text(calculation_line(held, claim))
    yield Part(said("facts_part"))
    yield from _facts(held, claim)
    if pictures:
        yield Pictures(tuple(pictures))
    yield Part(said("issues_part"))
    issues = tuple(_issues(held, claim))
    for issue in issues or (said("no_issue"),):
        yield Text(f"· {issue}")
    yield Part(said("opinions_part"))
    yield from opinions(held, claim)
    yield Part(said("papers_part"))
    yield Text(_papers(held, claim))
    yield Part(said("question_part"))
    yield Text(question(held, claim))


def _head(held: Held, claim: Claim, applicant: Applicant, number: str) -> Form:
    def said(code: str, **values: object) -> str:
        return paper_word("brief", code, held.lang, **values)

    found, proposal = claim.assessment, claim.proposal
    services = ", ".join(
        held.plan.services[key].name.in_(held.lang) if key in held.plan.services else key for key in claim.services
    )
    which = claim.agenda_list or agenda_list(claim, held.plan.settings.consent_limit)
    kind = f"{held.said('decides')} · {held.said('list_consent' if which == 'CONSENT' else 'list_discussion')}"
    received = date_in(claim.received_on, held.lang, weekday=False) if claim.received_on else "–"
    lead = held.name(claim.lead) if claim.lead else "–"
    second = held.name(claim.second) if claim.second else "–"
    outcome = f"{held.outcome(proposal)}, {held.won(proposal.award)}" if proposal else "–"
    return Form((
        ((held.said("item_no"), held.said("number", number=number) if number else "–"), (held.said("kind"), kind)),
        ((said("subject"), said("subject_is", claim=claim.number)), (said("received"), received)),
        ((said("applicant"), f"{applicant.trade_name} / {applicant.representative}"),
         (said("sector"), applicant.sector or "–")),
        ((said("services"), services or "–"), (said("proposer"), said("proposers", lead=lead, second=second))),
        ((said("claimed"), held.won(claim.claimed_loss)),
         (held.said("loss"), held.won(found.verified_loss if found else None))),
        ((said("assessed"), held.won(found.assessed_amount if found else None)), (said("proposal"), outcome)),
    ))  # fmt: skip


def calculation_line(held: Held, claim: Claim) -> str:
    """How the award comes about, in one line."""
    found = claim.assessment
    if found is None:
        return paper_word("brief", "not_assessed", held.lang)

    def said(code: str, **values: object) -> str:
        return paper_word("brief", code, held.lang, **values)

    weeks = said(
        "weeks", normal=held.won(found.normal_week_sales), outage=held.won(found.outage_week_sales),
        loss=held.won(found.verified_loss), since=date_in(found.normal_week_from, held.lang, weekday=False),
    )  # fmt: skip
    if found.verified_loss <= fixed_ceiling(held.plan):
        return f"{weeks} {said('within_bands', award=held.won(found.calculated_award))}"
    return f"{weeks} {_factors(held, found)} {said('comes_to', award=held.won(found.calculated_award))}"


def _factors(held: Held, found: Assessment) -> str:
    names = (("PROFIT_RATE", found.profit_rate), ("ALT_FACTOR", found.alt_factor), ("SHARE_FACTOR", found.share_factor))
    parts = [f"{word_for('fact', code, held.lang)} {one.value}" for code, one in names if one is not None]
    more = [str(ratio) for ratio in (found.labour_ratio, found.rent_ratio) if ratio is not None]
    if more and parts:
        parts[0] = f"({' + '.join((parts[0], *more))})"
    line = f"× {' × '.join(parts)} = {held.won(found.assessed_amount)}."
    if found.floor_applied:
        line += f" {paper_word('brief', 'floored', held.lang, floor=held.won(found.floor))}"
    for offset in found.offsets:
        line += f" {paper_word('brief', 'offset', held.lang, amount=held.won(offset.amount))}"
    return line


def _facts(held: Held, claim: Claim) -> Iterator[Text]:
    figures = [fact for fact in claim.facts if not FACTS[fact.code].identity]
    for fact in figures[:8]:
        name = word_for("fact", fact.code, held.lang)
        if fact.day:
            name = f"{name} {fact.day}"
        yield Text(f"· {name}: {value_of(held, fact)} ({place_of(held, claim, fact)})")
    if not figures:
        yield Text(paper_word("brief", "no_facts", held.lang))


def value_of(held: Held, fact: BoundFact) -> str:
    """The value of a fact in words."""
    text = journal.text_of(held.conn, fact.value)
    kind = FACTS[fact.code].value
    if kind == WON and text.isdigit():
        return held.won(int(text))
    return text


def place_of(held: Held, claim: Claim, fact: BoundFact) -> str:
    """The paper and the page a fact was taken from."""
    if fact.at is None:
        return paper_word("brief", "typed", held.lang)
    kind = next((one.kind for one in claim.papers if one.document == fact.at.document), "OTH")
    name = held.plan.proof_kinds[kind].name.in_(held.lang) if kind in held.plan.proof_kinds else kind
    code, number = ("page", fact.at.page) if fact.at.page else ("sheet", fact.at.sheet)
    return paper_word("brief", code, held.lang, paper=name, n=number)


def _issues(held: Held, claim: Claim) -> Iterator[str]:
    """Whatever the council must know before it votes: an award that rests on an override, ties, conflicts."""
    proposal, opinion = claim.proposal, claim.opinion

    def said(code: str, **values: object) -> str:
        return paper_word("brief", code, held.lang, **values)

    if proposal is not None and proposal.award_basis == "OVERRIDE":
        reason = held.plan.override_reasons.get(proposal.override_reason)
        words = reason.in_(held.lang) if reason is not None else proposal.override_reason
        amounts = {"calculated": held.won(proposal.calculated_award), "award": held.won(proposal.award)}
        yield said("override", **amounts, reason=words)
    if claim.ties:
        yield said("tied_twice" if claim.has_tied_twice else "tied", n=claim.ties)
    if opinion is not None and opinion.opinion != "AGREE":
        yield said("second_differs")
    if proposal is not None and proposal.award > held.plan.settings.consent_limit:
        yield said("above_limit", limit=held.won(held.plan.settings.consent_limit))
    for member, ground in sorted(claim.conflicts.items()):
        if ground != "NONE" and ground in held.plan.grounds:
            words = f"{ground} {held.plan.grounds[ground].text.in_(held.lang)}"
            yield said("conflict", name=held.name(member), ground=words)
    if claim.pulled_by:
        yield said("pulled", name=held.name(claim.pulled_by))
    if claim.objected_by:
        yield said("objected", name=held.name(claim.objected_by))
    if claim.deciding != "ORIGINAL":
        yield held.plan.decision_kinds[claim.deciding].word.in_(held.lang)


def opinions(held: Held, claim: Claim) -> Iterator[Text]:
    """What the lead proposes and the second says to it."""
    proposal, opinion = claim.proposal, claim.opinion

    def said(code: str, **values: object) -> str:
        return paper_word("brief", code, held.lang, **values)

    if proposal is not None:
        reasons = [
            f"{one.code} {held.plan.decision_reasons[one.code].short.in_(held.lang)}"
            for one in proposal.reasons
            if one.code in held.plan.decision_reasons
        ]
        words = f"{held.outcome(proposal)}, {held.won(proposal.award)}. {', '.join(reasons)}."
        note = journal.text_of(held.conn, proposal.note) if proposal.note else ""
        yield Text(f"{words} {note}".strip(), said("lead", name=held.name(proposal.author)))
    if opinion is not None:
        note = journal.text_of(held.conn, opinion.note) if opinion.note else ""
        words = held.said(f"opinion_{opinion.opinion}")
        yield Text(f"{words}. {note}".strip(), said("second", name=held.name(opinion.author)))


def _papers(held: Held, claim: Claim) -> str:
    found = []
    for paper in claim.papers:
        kind = held.plan.proof_kinds.get(paper.kind)
        name = kind.name.in_(held.lang) if kind is not None else paper.kind
        verdict = paper_word("brief", f"verdict_{paper.verdict or 'OPEN'}", held.lang)
        found.append(bracketed(name, verdict, held.lang))
    return ", ".join(found) or paper_word("brief", "no_papers", held.lang)


def question(held: Held, claim: Claim) -> str:
    """What the council is asked to resolve on a claim."""
    proposal = claim.proposal
    if proposal is None:
        return "–"
    code = "question_paid" if proposal.award else "question_unpaid"
    outcome = held.outcome(proposal)
    return paper_word("brief", code, held.lang, outcome=outcome, award=held.won(proposal.award))

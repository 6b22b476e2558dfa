"""The tables of the meeting: claims of a list, what a closed item came to, and the rules in short."""

from collections.abc import Mapping

from reviewer.rules.decision import outcome_word
from reviewer.rules.meetings import DECIDING
from reviewer.rules.plan import Plan
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import language, tr, won, word

OUTCOME = {"ko": 116, "en": 148}
"""Pixels that the longest outcome of a claim of this scheme needs, by language."""


def columns(is_consent: bool) -> tuple[Column, ...]:
    """The columns of a consent or fixed list."""
    common = (Column(tr("Claim"), 96), Column(tr("Trade name"), 0))
    own = (Column(tr("Proposal"), OUTCOME[language()]),) if is_consent else (Column(tr("Band"), OUTCOME[language()]),)
    return (*common, *own, Column(tr("Loss ₩"), 72, True), Column(tr("Award ₩"), 72, True))


def _in_column(amount: int | None) -> str:
    """An amount below a head that names its unit; where the unit is a letter long, it stands beside the amount."""
    return won(amount).removesuffix(" won")


def consent_lines(item: Item, page: MeetingPage) -> tuple[list[Line], int]:
    """The claims of the consent list and the sum of their awards (won)."""
    lines, total = [], 0
    for number in item.claims:
        tabled = page.tabled[number]
        proposal, found = tabled.claim.proposal, tabled.claim.assessment
        award = proposal.award if proposal else 0
        total += award
        outcome = outcome_word(proposal, page.plan).in_(language()) if proposal else "–"
        loss = _in_column(found.verified_loss if found else tabled.claim.claimed_loss)
        lines.append(Line(number, (number, tabled.trade_name, outcome, loss, _in_column(award))))
    return lines, total


def closed_columns() -> tuple[Column, ...]:
    """The columns of a closed item."""
    return (
        Column(tr("Claim"), 96),
        Column(tr("Trade name"), 0),
        Column(tr("Decision"), OUTCOME[language()]),
        Column(tr("Loss ₩"), 72, True),
        Column(tr("Award ₩"), 72, True),
    )


def closed_lines(item: Item, page: MeetingPage) -> list[Line]:
    """What the claims of a closed item came to; one voted down has no decision."""
    lines = []
    for number in item.claims:
        found = page.decided.get(number)
        if found is None:
            continue
        passed = item.closed is not None and item.closed.result in DECIDING and found.disposition
        outcome = page.plan.dispositions[found.disposition].word.in_(language()) if passed else "–"
        award = _in_column(found.award if passed else None)
        loss = found.claimed_loss if found.verified_loss is None else found.verified_loss  # as it was voted on
        cells = (number, found.trade_name, outcome, _in_column(loss), award)
        lines.append(Line(number, cells))
    return lines


def fixed_lines(item: Item, page: MeetingPage) -> tuple[list[Line], int]:
    """The claims of a fixed list and the sum of their awards (won)."""
    lines, total = [], 0
    for found in page.fixed.get(item.list_no, ()):
        award = band_award(found.route, page.plan)
        total += award
        loss, band = _in_column(found.claimed_loss), word(page.plan.routes, found.route)
        cells = (found.claim, found.trade_name, band, loss, _in_column(award))
        lines.append(Line(found.claim, cells))
    return lines, total


def band_award(route: str, plan: Plan) -> int:
    """The fixed amount of a band, in won (domain.md 1.4)."""
    return next((band.award or 0 for band in plan.bands if band.route == route), 0)


def rules_rows(plan: Plan) -> list[tuple[str, str]]:
    """What the council adopts, in pairs of name and value, printed from the plan (domain.md 5.2)."""
    own = plan.settings
    bands = [
        f"{band.label.in_(language())}: {won(band.award) if band.award is not None else tr('individual review')}"
        for band in plan.bands
    ]
    votes: Mapping[str, str] = {
        "majority": tr("more than half of those present"), "two_thirds": tr("two thirds of those present")
    }  # fmt: skip
    amounts: Mapping[str, str] = {
        "majority": tr("from the largest down until a majority of those present is reached"),
        "state_comp": tr("from the smallest up until two thirds agree"),
    }
    return [
        (tr("Version of the rules"), plan.version),
        (tr("Bands"), "\n".join(bands)),
        (tr("Calculation"), tr("verified loss × operating-profit rate × alternative services × Kakao's share")),
        (tr("Not less than"), won(own.floor)),
        (tr("Quorum"), tr("more than half of the seats, at least {n}", n=own.min_voters)),
        (tr("Decision"), votes[own.vote_rule]),
        (tr("Different amounts"), amounts[own.amount_rule]),
        (tr("Consent list up to"), won(own.consent_limit)),
        (tr("More evidence"), tr("{n|time/times}, {d|day/days} each", n=own.supplement_rounds, d=own.supplement_days)),
        (tr("Request for review"), tr("within {d|day/days}", d=own.appeal_days)),
    ]

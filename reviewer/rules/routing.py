"""Which lane a report or claim is put into when it arrives, by rule alone (domain.md section 7)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from reviewer.rules.applicant import Applicant
from reviewer.rules.plan import Plan

WITHOUT_NAMES = frozenset({"USER", "NO_LOSS", "AFFILIATE"})
"""Routes of which only number, date, service, category and text are kept (domain.md 6)."""


@dataclass(frozen=True, slots=True)
class Routing:
    """A route, empty while the loss is unknown, the marks that stand beside it, and the ground it rests on.

    Grounds: OTHER_COMPANY, PRIVATE_USER, LARGER_FIRM, AFTER_CLOSING, LOSS_UNKNOWN, NO_LOSS, BAND, SAME_BRN.
    """

    route: str
    marks: tuple[str, ...] = ()
    ground: str = field(default="", compare=False)


def route_at_intake(
    plan: Plan,
    *,
    reporter_type: str,
    services: Collection[str],
    paid: str,
    claimed_loss: int | None,
    received_on: dt.date | None,
) -> Routing:
    """Route one row: sister companies first, then private users and larger firms, then late ones, then the bands.

    `reporter_type` is USER, MICRO, LARGER or empty, `services` are keys of the plan, `paid` is PAID, FREE or empty,
    `claimed_loss` is won. A missing loss is not zero: it gives no route and the mark `loss_unknown` (domain.md 7).
    A claim that names one service of this scheme beside others is not passed on as a whole (domain.md 1.7).
    """
    if services and all(key in plan.services and plan.services[key].affiliate for key in services):
        return Routing("AFFILIATE", ground="OTHER_COMPANY")
    if reporter_type == "USER":
        return Routing("USER", ground="PRIVATE_USER")
    if reporter_type == "LARGER":
        return Routing("LARGER_FIRM", ground="LARGER_FIRM")
    marks = ("PAID_TERMS",) if paid == "PAID" else ()
    if received_on is not None and received_on > plan.closing:
        return Routing("LATE", marks if claimed_loss is not None else (*marks, "loss_unknown"), "AFTER_CLOSING")
    if claimed_loss is None:
        return Routing("", (*marks, "loss_unknown"), "LOSS_UNKNOWN")
    band = plan.band_of(claimed_loss)
    return Routing("NO_LOSS", ground="NO_LOSS") if band is None else Routing(band.route, marks, "BAND")


def suggested(plan: Plan, said: Applicant, twin: str) -> Routing:
    """What the machine suggests to a person who routes a claim; `twin` is an earlier claim of the same business.

    Without a loss figure somebody has to ask for it. A suggestion moves nothing (domain.md 6, last rule).
    """
    found = route_at_intake(
        plan, reporter_type=said.reporter_type, services=said.services, paid=said.paid,
        claimed_loss=said.claimed_loss, received_on=said.received_on,
    )  # fmt: skip
    if found.ground == "LOSS_UNKNOWN":
        found = Routing("NEEDS_CONTACT", found.marks, found.ground)
    if twin and found.ground in ("BAND", "LOSS_UNKNOWN", "AFTER_CLOSING"):
        found = Routing("DUPLICATE", found.marks, "SAME_BRN")
    return found

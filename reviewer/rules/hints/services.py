"""Which service was used, who runs it, whether it was down, and since when it was in use (SUS2, SUS4, SUS6, CLM2)."""

import datetime as dt
import re

from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.integrity import dates_of
from reviewer.rules.korean import fold
from reviewer.rules.places import Place
from reviewer.rules.plan import Plan, Service


def own_service(check: str, asked: Asked, paper: PaperFacts | None = None) -> Hint:
    """SUS2: the services of the application are run by Kakao itself, and the paper names no sister company's alone."""
    plan = asked.plan
    named = _named(asked)
    if not named:
        return Hint(check, NO_DATA, "OPERATOR")
    wanted = " · ".join(service.name.ko for service in named)
    sisters = [service for service in named if service.affiliate]
    if len(sisters) == len(named):
        return Hint(check, NONE, "OPERATOR", wanted, _operator(plan, sisters[0]))
    shown = services_in(paper, plan) if paper is not None else []
    if shown and all(service.affiliate for service, _ in shown):
        service, place = shown[0]
        return Hint(check, PARTIAL, "PAPER_OF_SISTER", wanted, f"{service.name.ko} · {_operator(plan, service)}", place)
    return Hint(check, PARTIAL if sisters else FULL, "OPERATOR", wanted, _operator(plan, (sisters or named)[0]))


def was_down(check: str, asked: Asked) -> Hint:
    """SUS6 and CLM2: the plan's table lists the function as down from the start of the outage (domain.md 1.7)."""
    named = _named(asked)
    if not named:
        return Hint(check, NO_DATA, "DOWN")
    listed = [service for service in named if not service.affiliate]
    told = (listed or named)[0]
    level = FULL if len(listed) == len(named) else PARTIAL if listed else NONE
    return Hint(check, level, "DOWN", told.name.ko, restored(told))


def restored(service: Service) -> str:
    """When a service was back, as the plan says it: an ISO time, or its note in Korean."""
    moment = service.restored_at or service.partial_at
    if service.restored_note is not None and not service.exact:
        return service.restored_note.ko
    return moment.isoformat(timespec="minutes") if moment is not None else ""


def used_before(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """SUS4: the paper shows a date before the outage."""
    outage = asked.plan.outage_start.date()
    dates = [one for one in dates_of(paper) if one[0] >= dt.date(2009, 1, 1)]
    if not dates:
        return Hint(check, NO_DATA, "USED_BEFORE", outage.isoformat())
    before = [one for one in dates if one[0] < outage]
    day, place = min(before or dates, key=lambda one: one[0])
    return Hint(check, FULL if before else NONE, "USED_BEFORE", outage.isoformat(), day.isoformat(), place)


def services_in(paper: PaperFacts, plan: Plan) -> list[tuple[Service, Place]]:
    """The services of the plan that a paper names, by their names; the longest name counts where one holds another."""
    found: list[tuple[Service, Place]] = []
    by_name = sorted(plan.services.values(), key=lambda service: -len(service.name.ko))
    for line in paper.text.lines:
        folded = fold(line.text)
        for service in by_name:
            names = [fold(name) for name in re.split(r"[,·(]", service.name.ko) if len(fold(name)) >= 3]
            if names and names[0] in folded:
                found.append((service, line.place(0, len(line.text))))
                folded = folded.replace(names[0], "")
    return found


def _named(asked: Asked) -> list[Service]:
    return [asked.plan.services[key] for key in asked.applicant.services if key in asked.plan.services]


def _operator(plan: Plan, service: Service) -> str:
    operator = plan.operators.get(service.operator)
    return operator.name.ko if operator is not None else service.operator

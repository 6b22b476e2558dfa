"""The forms of a postal application: its numbers, and the service and time it names (APP2, APP4)."""

import re

from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.integrity import dates_of
from reviewer.rules.hints.services import services_in

_NUMBER_LABELS = ("접수번호", "신고번호", "신청번호", "관리번호", "접수 번호", "신고 번호")


def linked_to_claim(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """APP2: the number of the report or of the claim stands in the form."""
    numbers = [one for one in (asked.applicant.claim, asked.applicant.report_number) if one]
    wanted = " · ".join(numbers)
    if not paper.is_read or not numbers:
        return Hint(check, NO_DATA, "NUMBER", wanted)
    for number in numbers:
        pattern = re.compile(r"(?<![\w-])" + re.escape(number) + r"(?![\w-])")
        for hit, place in paper.text.find(pattern):
            return Hint(check, FULL, "NUMBER", wanted, hit[0], place)
    shown = [one for one in paper.text.values(_NUMBER_LABELS) if re.search(r"\d{3}", one.text)]
    if not shown or paper.is_recognised:
        return Hint(check, NO_DATA, "NUMBER", wanted)
    return Hint(check, NONE, "NUMBER", wanted, shown[0].text, shown[0].place)


def service_and_time(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """APP4: the form names the service of the application and a day of the outage."""
    if not paper.is_read:
        return Hint(check, NO_DATA, "SERVICE_AND_TIME")
    plan = asked.plan
    services = [one for one in services_in(paper, plan) if one[0].key in asked.applicant.services]
    first, last = plan.outage_start.date(), plan.outage_end.date()
    days = [one for one in dates_of(paper) if first <= one[0] <= last]
    if not services and not days:
        return Hint(check, NO_DATA, "SERVICE_AND_TIME")
    agrees = (*(("service",) if services else ()), *(("time",) if days else ()))
    differs = tuple(name for name in ("service", "time") if name not in agrees)
    place = (services or days)[0][1]
    found = services[0][0].name.ko if services else days[0][0].isoformat()
    return Hint(check, PARTIAL if differs else FULL, "SERVICE_AND_TIME", "", found, place, agrees, differs)

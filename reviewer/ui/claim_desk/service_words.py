"""What the table of services says of the services an application names, in words: no paper was looked at for it."""

import datetime as dt

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL, Hint
from reviewer.rules.plan import Plan
from reviewer.ui.wording import day, language, tr

OF_THE_APPLICATION = frozenset({"OPERATOR", "DOWN"})


def service_words(hint: Hint, plan: Plan) -> str:
    """Which service the application names, who runs it by the table, or that it was down and until when."""
    sentence = {
        ("OPERATOR", FULL): tr("{found} runs {wanted} (table of services)"),
        ("OPERATOR", PARTIAL): tr("not all of {wanted} is Kakao's own: {found} runs a part (table of services)"),
        ("OPERATOR", NONE): tr("{found}, a sister company, runs {wanted} (table of services)"),
        ("DOWN", FULL): tr("{wanted} was down by the service table; {found}"),
        ("DOWN", PARTIAL): tr("{wanted} was down by the service table; {found}; other services are a sister company's"),
        ("DOWN", NONE): tr("{wanted} is a sister company's service in the service table; {found}"),
    }.get((hint.code, hint.level))
    if sentence is None or hint.level == NO_DATA:
        return tr("The application names no service of the service table")
    said = sentence.format(wanted=of_plan(hint.wanted, plan), found=_found(hint, plan))
    is_of_claim = hint.check.startswith("CLM")
    source = tr("From the application") if is_of_claim else tr("From the application, not from this paper")
    return f"{source}: {said}"


def _found(hint: Hint, plan: Plan) -> str:
    if hint.code == "OPERATOR":
        return of_plan(hint.found, plan)
    try:
        moment = dt.datetime.fromisoformat(hint.found)
    except ValueError:
        return of_plan(hint.found, plan) or tr("no time of recovery is listed")
    return tr("back at {time} on {day}", time=f"{moment:%H:%M}", day=day(moment.date()))


def of_plan(value: str, plan: Plan) -> str:
    """Names and notes of the plan's tables in the reader's language; a hint keeps them in Korean."""
    if language() == "ko":
        return value
    english = {one.name.ko: one.name.en for one in plan.services.values()}
    english |= {one.name.ko: one.name.en for one in plan.operators.values()}
    english |= {one.restored_note.ko: one.restored_note.en for one in plan.services.values() if one.restored_note}
    return " · ".join(english.get(part, part) for part in value.split(" · "))

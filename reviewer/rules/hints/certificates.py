"""Certificates: issue number, validity against the day of the outage or of filing, and the day the business opened."""

import datetime as dt
import re
from collections.abc import Iterator

from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, Asked, Hint, PaperFacts
from reviewer.rules.hints.labels import ISSUE_LABELS, OPENED_LABELS, VALIDITY_LABELS
from reviewer.rules.korean_forms import dates_in, periods_in
from reviewer.rules.places import Place

_CONFIRMATION = re.compile(r"확\s*인\s*서")
_OTHER_PAPER = re.compile(r"사\s*업\s*자\s*등\s*록\s*증|통\s*장|부가가치세|매출\s*(?:조회|현황|내역)")
_NUMBER = re.compile(r"[0-9A-Za-z가-힣]*\d[0-9A-Za-z-]{4,}")
_VALIDITY_WORD = re.compile(r"유\s*효")
_BEGINS, _ENDS = re.compile(r"부터|시작|개시"), re.compile(r"까지|만료|종료")


def is_another_paper(paper: PaperFacts) -> bool:
    """Whether a paper filed as a confirmation calls itself something else and no confirmation."""
    return paper.is_read and not paper.text.has(_CONFIRMATION) and paper.text.has(_OTHER_PAPER)


def issue_number(check: str, paper: PaperFacts) -> Hint:
    """SBC3: a confirmation shows the number it was issued under."""
    if not paper.is_read:
        return Hint(check, NO_DATA, "ISSUE_NUMBER")
    if is_another_paper(paper):
        return Hint(check, NONE, "OTHER_PAPER")
    for value in paper.text.values(ISSUE_LABELS):
        if hit := _NUMBER.search(value.text):
            return Hint(check, FULL, "ISSUE_NUMBER", "", hit[0], value.place)
    if not paper.text.has(_CONFIRMATION) or paper.is_recognised:
        return Hint(check, NO_DATA, "ISSUE_NUMBER")
    return Hint(check, NONE, "ISSUE_NUMBER")


def validity(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """SBC4: the period covers the first day of the outage or the day of filing (domain.md 3.1)."""
    days = [asked.plan.outage_start.date()]
    if asked.applicant.received_on is not None:
        days.append(asked.applicant.received_on)
    wanted = " / ".join(day.isoformat() for day in days)
    if not paper.is_read:
        return Hint(check, NO_DATA, "VALIDITY", wanted)
    if is_another_paper(paper):
        return Hint(check, NONE, "OTHER_PAPER", wanted)
    shown = list(_periods(paper)) or _only_period(paper)
    if not shown:
        return Hint(check, NO_DATA, "VALIDITY", wanted)
    covering = [one for one in shown if any(one[0] <= day <= one[1] for day in days)]
    first, last, place = (covering or shown)[0]
    return Hint(check, FULL if covering else NONE, "VALIDITY", wanted, f"{first} ~ {last}", place)


def _periods(paper: PaperFacts) -> Iterator[tuple[dt.date, dt.date, Place]]:
    for value in paper.text.values(VALIDITY_LABELS):
        for one in periods_in(value.text):
            yield one.first, one.last, value.place
    for line in paper.text.lines:
        if _VALIDITY_WORD.search(line.text):
            plain = line.text.replace("\t", " ")
            for one in periods_in(plain):
                yield one.first, one.last, line.place(one.start, one.end)
            yield from _two_dates(plain, line.place(0, len(plain)))


def _only_period(paper: PaperFacts) -> list[tuple[dt.date, dt.date, Place]]:
    """The period of a confirmation that shows one alone: its label may stand in a column of its own, or be unread."""
    shown = [
        (one.first, one.last, line.place(one.start, one.end))
        for line in paper.text.lines
        for one in periods_in(line.text.replace("\t", " "))
    ]
    return shown if len(shown) == 1 and paper.text.has(_CONFIRMATION) else []


def _two_dates(text: str, place: Place) -> Iterator[tuple[dt.date, dt.date, Place]]:
    """`유효기간 시작 2022-04-01 만료 2023-03-31`: two dates and the words that say which is which."""
    days = [one.date for one in dates_in(text)]
    if len(days) == 2 and days[0] < days[1] and (_BEGINS.search(text) or _ENDS.search(text)):
        yield days[0], days[1], place


def opened_before(check: str, paper: PaperFacts, asked: Asked) -> Hint:
    """BRC4: the business had opened before the outage."""
    outage = asked.plan.outage_start.date()
    for value in paper.text.values(OPENED_LABELS):
        for one in dates_in(value.text):
            level = FULL if one.date < outage else NONE
            return Hint(check, level, "OPENED", outage.isoformat(), one.date.isoformat(), value.place)
    return Hint(check, NO_DATA, "OPENED", outage.isoformat())

"""What a reviewer should look at in a comparison of weeks, in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from reviewer.rules.damage import Flag
from reviewer.ui.wording import filled, listed, short_day, tr, won


def source_words() -> dict[str, str]:
    """The kinds of record that sales come from, in words."""
    return {
        "CARD": tr("Card sales"), "POS": tr("POS record"), "VAN": tr("VAN record"), "BANK": tr("Bank deposits"),
        "LEDGER": tr("Ledger"), "DELIVERY": tr("Delivery platform"), "OTHER": tr("Other record"),
    }  # fmt: skip


def flag_in_words(flag: Flag) -> str:
    """One flag as a sentence; it is a hint and decides nothing."""
    facts = {name: _said(value) for name, value in flag.facts.items()}
    if flag.code == "SOURCES_DIFFER":
        words = source_words()
        facts = {name: " + ".join(words.get(one, one) for one in code.split("+")) for name, code in facts.items()}
    return filled(_sentences()[flag.code], defaultdict(lambda: "…", facts))


def _said(value: object) -> str:
    if isinstance(value, dt.date):
        return short_day(value)
    if isinstance(value, tuple | list):
        return listed(_said(one) for one in value)
    if isinstance(value, int | Decimal) and value > 366:
        return won(int(value))
    return str(value)


def _sentences() -> Mapping[str, str]:
    return {
        "NO_LOSS": tr("The outage week sold as much as the normal week: no loss."),
        "PEAK_WEEK": tr("The week from {week} is more than twice the usual: a one-off peak?"),
        "FEWER_DAYS_OPEN": tr(
            "The shop was open {outage|day/days} in the outage week and {normal} in the normal week."
        ),
        "MISSING_DAYS": tr("Days without a figure in the week from {week}: {days}"),
        "AFTER_EVENT_WEEK": tr("The week from {week} lies after the outage: demand may have caught up."),
        "NOT_THE_HIGHEST": tr("The week from {highest} sold more than the week chosen."),
        "WEEK_NOT_ELIGIBLE": tr("The week from {week} is not one of the weeks that may be compared."),
        "HOLIDAYS_IN_WEEK": tr("Public holidays in the normal week: {days}"),
        "ROUND_NUMBERS": tr("All figures are round numbers."),
        "CLOSED_DAY_WITH_SALES": tr("Marked closed and yet with sales: {days}"),
        "TOTAL_DIFFERS": tr("In the week from {week} the days do not add up to the stated total."),
        "SOURCES_DIFFER": tr("The two weeks come from different sources: outage week {outage}, normal week {normal}."),
        "VAT_DIFFERS": tr("Not all figures of the two weeks hold VAT alike: some include it, others do not."),
        "ABOVE_ANNUAL_SALES": tr("The loss, taken over a year, exceeds the annual sales."),
        "ABOVE_TAX_LEVEL": tr("The loss is high beside the sales declared for tax."),
        "JUST_ABOVE_EDGE": tr("The loss claimed lies just above the edge of the fixed bands."),
    }


def award_flag_words() -> Mapping[str, str]:
    """What to look at in a calculation, by code (domain.md 2.9)."""
    return {
        "PROFIT_RATE_NOT_POSITIVE": tr("The operating-profit rate is not above zero."),
        "PROFIT_RATE_HIGH": tr("The operating-profit rate is unusually high: is it profit, not margin?"),
        "NOTHING_ASSESSED": tr("The factors leave nothing of the loss."),
        "FLOOR_APPLIED": tr("The assessed amount was raised to the floor."),
        "AWARD_ABOVE_LOSS": tr("The calculated award is higher than the loss."),
        "NOTHING_LEFT": tr("What was received already leaves nothing to pay."),
    }

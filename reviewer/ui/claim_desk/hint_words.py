"""What the machine noticed, in words: how far it agrees, what was compared, what was found, and that it may err."""

import datetime as dt
from collections.abc import Mapping

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL, Hint
from reviewer.rules.plan import Plan
from reviewer.ui.claim_desk.service_words import OF_THE_APPLICATION, service_words
from reviewer.ui.wording import day, filled, listed, tr, won

TONES = {FULL: "good", PARTIAL: "wait", NONE: "bad", NO_DATA: "soft"}
"""The tone of each level, as `label` and `restyle` take it."""
_NOT_OF_THE_PAPER = frozenset({"LATE", "EDGE", "SAME_FILE", "SAME_ACCOUNT", "SAME_BRN"})
_AMOUNTS = frozenset({"TOTAL", "REFUNDS", "LOSS", "WORDS", "EDGE"})


def level_word(level: str) -> str:
    """How far what was compared agrees: never more than that, and never an answer."""
    return {
        FULL: tr("Full match"),
        PARTIAL: tr("Partial match"),
        NONE: tr("No match"),
        NO_DATA: tr("No data"),
    }[level]


def compared(hint: Hint, plan: Plan) -> str:
    """What was compared and what came of it, in a sentence; it says so where the text came out of a picture."""
    if hint.code in OF_THE_APPLICATION:
        return service_words(hint, plan)
    sentence = _special().get((hint.code, hint.level))
    if sentence is not None:
        first, last = (day(one) for one in plan.outage_week)
        values = {"wanted": _said(hint, hint.wanted), "found": _said(hint, hint.found)}
        said = filled(sentence, {**values, "outage": f"{first} ~ {last}"})
    else:
        outcome = _outcome(hint)
        said = f"{subject(hint)}: {outcome}" if outcome else subject(hint)
    return f"{said} {tr('(recognised from a picture)')}" if hint.is_recognised else said


def subject(hint: Hint) -> str:
    """What was compared, as a heading: Registration number."""
    return _subjects().get(hint.code, hint.code)


def _outcome(hint: Hint) -> str:
    if hint.agrees or hint.differs:
        return _parts(hint)
    wanted, found = _said(hint, hint.wanted), _said(hint, hint.found)
    if hint.level == NO_DATA and not hint.found:
        return tr("not found in the text") if hint.code not in _NOT_OF_THE_PAPER else ""
    if wanted and found and wanted != found:
        return tr("wanted {wanted}, found {found}", wanted=wanted, found=found)
    return found or wanted


def _parts(hint: Hint) -> str:
    """What of several things agrees and what differs, with what stands there."""
    said = []
    if hint.agrees:
        said.append(tr("same: {parts}", parts=listed(_part(name) for name in hint.agrees)))
    if hint.differs:
        names = listed(_part(name) for name in hint.differs)
        said.append(tr("different: {parts} (wanted {wanted}, found {found})", parts=names, wanted=hint.wanted or "–",
                       found=hint.found or "–"))  # fmt: skip
    return "; ".join(said)


def _part(name: str) -> str:
    return {
        "brn": tr("registration number"),
        "trade_name": tr("trade name"),
        "representative": tr("representative"),
        "holder": tr("account holder"),
        "service": tr("service"),
        "time": tr("time of the outage"),
    }.get(name, name)


def _said(hint: Hint, value: str) -> str:
    """A value as people write it: dates, periods and amounts in the reader's form."""
    if hint.code in _AMOUNTS and value.lstrip("-").isdigit():
        return won(int(value))
    if value in ("COMPANY", "PERSON"):
        return tr("a company") if value == "COMPANY" else tr("a person")
    for between in (" ~ ", " / "):
        if between in value:
            return between.join(_day(one) for one in value.split(between))
    return _day(value)


def _day(value: str) -> str:
    try:
        return day(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _subjects() -> Mapping[str, str]:
    return {
        "CLAIMANT": tr("Whose paper it is"),
        "BRN": tr("Registration number"),
        "TRADE_NAME": tr("Trade name"),
        "REPRESENTATIVE": tr("Representative"),
        "CHECK_DIGIT": tr("Check digit of the registration number"),
        "MIDDLE_DIGITS": tr("Company or person by the middle digits"),
        "ALTERATION": tr("Figures and making of the file"),
        "ISSUE_NUMBER": tr("Issue number"),
        "OTHER_PAPER": tr("What the paper calls itself"),
        "VALIDITY": tr("Validity against the outage and the day of filing"),
        "OPENED": tr("Opened before the outage"),
        "OUTAGE_DAYS": tr("Days of the outage week"),
        "NORMAL_WEEK": tr("A whole week from Saturday to Friday"),
        "OTHER_MONTH": tr("A whole week from Saturday to Friday"),
        "NAMED": tr("Business named in the record"),
        "PERIOD": tr("Query period"),
        "TOTAL": tr("Total against the rows"),
        "REFUNDS": tr("Refunds in the total"),
        "TAX_LEVEL": tr("Sales declared for tax"),
        "LOSS": tr("Loss worked out from the paper's own days"),
        "LOSS_BASIS": tr("Loss worked out from the paper's own days"),
        "LOSS_OF_ANOTHER": tr("Loss worked out from the paper's own days"),
        "OPERATOR": tr("Who runs the service"),
        "PAPER_OF_SISTER": tr("Who runs the service"),
        "USED_BEFORE": tr("In use before the outage"),
        "DOWN": tr("Function down at that time"),
        "HOLDER": tr("Account holder"),
        "ACCOUNT": tr("Account number"),
        "NUMBER": tr("Claim or report number"),
        "WORDS": tr("Amount in figures and in words"),
        "SERVICE_AND_TIME": tr("Service and time stated"),
        "RESIDENT_NUMBER": tr("Resident number in sight"),
        "EDITED": tr("Figures and making of the file"),
        "SAME_FILE": tr("The same file in other claims"),
        "SAME_ACCOUNT": tr("The same account in other claims"),
        "SAME_BRN": tr("The same registration number in other claims"),
        "LATE": tr("Filed by the closing date"),
        "SECTOR": tr("Industry of the certificate"),
        "EDGE": tr("Claimed loss beside the edge of a band"),
    }


def _special() -> Mapping[tuple[str, str], str]:
    """Sentences where wanted and found alone would not say it."""
    return {
        ("RESIDENT_NUMBER", NONE): tr("A whole resident number can be read; places found: {found}"),
        ("RESIDENT_NUMBER", FULL): tr("No whole resident number was found in the text"),
        ("OTHER_PAPER", NONE): tr("The paper does not call itself a micro-enterprise confirmation"),
        ("ISSUE_NUMBER", NONE): tr("No issue number was found in the text"),
        ("CHECK_DIGIT", NONE): tr("The check digit of {found} is wrong"),
        ("OUTAGE_DAYS", PARTIAL): tr("Days of the outage week ({outage}) found: {found} of 7"),
        ("OUTAGE_DAYS", NONE): tr("No day of the outage week ({outage}) was found"),
        ("OUTAGE_DAYS", FULL): tr("All seven days of the outage week ({outage}) were found"),
        ("NORMAL_WEEK", FULL): tr("The highest whole week found is {found}"),
        ("NORMAL_WEEK", NONE): tr("No whole week from Saturday to Friday was found in {found}"),
        ("OTHER_MONTH", NONE): tr("The days {found} lie before the months that may be compared"),
        ("LOSS_BASIS", NONE): tr("The weeks shown are no basis for the loss; days found: {found}"),
        ("LOSS_OF_ANOTHER", NONE): tr("The sales are another business's"),
        ("TOTAL", NONE): tr("The rows add up to {wanted}, the paper says {found}"),
        ("REFUNDS", PARTIAL): tr("The total {found} was not lowered by the cancelled sales"),
        ("EDITED", PARTIAL): tr("Only a note: the file was changed later or by an editing program ({found})"),
        ("ALTERATION", FULL): tr("Nothing that could be compared contradicts the paper"),
        ("TAX_LEVEL", NO_DATA): tr("Sales papers hold no figures declared for tax"),
        ("PAPER_OF_SISTER", PARTIAL): tr("The application names {wanted}, the paper {found}"),
        ("USED_BEFORE", NONE): tr("The earliest date found is {found}"),
        ("USED_BEFORE", FULL): tr("A date before the outage was found: {found}"),
        ("SAME_FILE", NONE): tr("The same file lies in {found}"),
        ("SAME_FILE", FULL): tr("The same file lies in no other claim"),
        ("SAME_ACCOUNT", NONE): tr("The same account, but another registration number: {found}"),
        ("SAME_ACCOUNT", FULL): tr("The account stands in no claim of another business"),
        ("SAME_BRN", PARTIAL): tr("The same registration number also in {found}"),
        ("SAME_BRN", FULL): tr("The registration number stands in no other claim"),
        ("LATE", NONE): tr("Filed on {found}, after the closing date {wanted}"),
        ("EDGE", PARTIAL): tr("The claimed loss {found} lies just above {wanted}"),
        ("EDGE", FULL): tr("The claimed loss does not lie just above an edge"),
    }

"""The three factors of a calculation: their words, where a value can come from, and the values of the plan."""

from decimal import Decimal, InvalidOperation

from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.wording import language, tr

FACTORS = ("profit_rate", "alt_factor", "share_factor")


def factor_words() -> dict[str, str]:
    """The three factors, in words."""
    return {
        "profit_rate": tr("Operating-profit rate"),
        "alt_factor": tr("Alternative service"),
        "share_factor": tr("Kakao share"),
    }


def source_words() -> dict[str, str]:
    """Where a factor can come from, in words."""
    return {
        "STANDARD_TABLE": tr("Standard table"),
        "OWN_EVIDENCE": tr("Claimant's evidence"),
        "COUNCIL_RULE": tr("Council rule"),
    }


def share_typed(text: str) -> str:
    """What was typed for a factor, a percentage as the share it stands for: `90%` is 0.9; anything else as it is."""
    text = text.strip()
    if not text.endswith(("%", "％")):
        return text
    try:
        return str(Decimal(text[:-1].strip()) / 100)
    except InvalidOperation:
        return text


def plain_factor(value: Decimal | None, kind: str, ref: str) -> dict[str, str]:
    """A factor as a draft and the act hold it."""
    return {"value": "" if value is None else str(value), "source_type": kind, "source_ref": ref}


def standard_factors(page: DeskPage) -> dict[str, dict[str, str]]:
    """The values of the plan: the sector's rate, no alternative, the share of the service named first."""
    plan = page.plan
    rate = plan.profit_rate(page.applicant.sector)
    shares = [plan.services[key] for key in page.applicant.services if key in plan.services]
    share = next((service for service in shares if service.share is not None), None)
    first = plan.alt_bands[0]
    return {
        "profit_rate": plain_factor(rate.rate, "STANDARD_TABLE", rate.source.in_(language()) if rate.source else ""),
        "alt_factor": plain_factor(first.value, "COUNCIL_RULE", first.word.in_(language())),
        "share_factor": plain_factor(
            share.share if share else None,
            "STANDARD_TABLE",
            share.share_source.in_(language()) if share and share.share_source else "",
        ),
    }


def is_of_plan(page: DeskPage, name: str, value: str, source_type: str) -> bool:
    """Whether a factor stands in the plan with this value, so that no paper has to show it."""
    if source_type == "OWN_EVIDENCE":
        return False
    plan, services = page.plan, page.applicant.services
    of_plan: dict[str, list[Decimal | None]] = {
        "profit_rate": [plan.profit_rate(page.applicant.sector).rate],
        "alt_factor": [band.value for band in plan.alt_bands],
        "share_factor": [plan.services[key].share for key in services if key in plan.services],
    }
    try:
        return Decimal(value) in of_plan[name]
    except InvalidOperation:
        return False

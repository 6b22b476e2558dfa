"""All hints of one paper, by the checks of its kind."""

from collections.abc import Iterator
from dataclasses import replace

from reviewer.rules.hints import bank, certificates, claimant, forms, integrity, sales, services
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, Asked, Hint, PaperFacts


def paper_hints(paper: PaperFacts, asked: Asked, read: sales.SalesRead | None = None) -> dict[str, Hint]:
    """The hints of one paper by check, with the sales `read` in it; what the machine has no eyes for is left out."""
    found = {hint.check: hint for hint in _hints(paper, asked, read)}
    if not paper.is_recognised and not paper.has_pictures:
        return found
    proven = "SLS6" in found and found["SLS6"].level == FULL
    return {
        check: _recognised(hint, is_proven=proven) if paper.is_recognised or _is_of_a_picture(hint, paper) else hint
        for check, hint in found.items()
    }


def _is_of_a_picture(hint: Hint, paper: PaperFacts) -> bool:
    """Whether it was seen on a page that is a picture, or was missed where it may stand on one."""
    return hint.place.page in paper.reading.recognised if hint.place is not None else hint.level != FULL


_READ_ELSEWHERE = frozenset({"OPERATOR", "DOWN", "RESIDENT_NUMBER"})
_OF_THE_TABLE = frozenset({"OUTAGE_DAYS", "NORMAL_WEEK", "OTHER_MONTH", "LOSS", "LOSS_BASIS"})


def _recognised(hint: Hint, *, is_proven: bool) -> Hint:
    """A hint from a machine's eye: one misread letter looks like another name, so what differs is no data.

    What differs is told all the same. `is_proven`: the rows add up to the printed total, so the figures were read well.
    """
    sure = hint.level in (FULL, NO_DATA) or hint.code in _READ_ELSEWHERE or (is_proven and hint.code in _OF_THE_TABLE)
    return replace(hint, level=hint.level if sure else NO_DATA, is_recognised=hint.place is not None)


def _hints(paper: PaperFacts, asked: Asked, read: sales.SalesRead | None) -> Iterator[Hint]:
    attributes = claimant.attributes_of(paper, asked)
    whose = claimant.whose_paper("G3", attributes)
    yield whose
    totals: Hint | None = None
    if read is not None:
        totals = sales.totals("SLS6", read)
        yield from _of_sales(paper, asked, read, totals, attributes)
    yield integrity.alteration("G5", paper, totals)
    yield integrity.resident_number("G6", paper)
    if paper.kind == "SBC":
        yield certificates.issue_number("SBC3", paper)
        yield certificates.validity("SBC4", paper, asked)
        yield claimant.number_in_order("SBC5", paper, asked)
        yield claimant.same_attribute("SBC6", "trade_name", attributes)
        yield claimant.same_attribute("SBC7", "representative", attributes)
    elif paper.kind == "BRC":
        yield claimant.check_digit("BRC1", paper)
        yield claimant.same_attribute("BRC2", "trade_name", attributes)
        yield claimant.same_attribute("BRC3", "representative", attributes)
        yield certificates.opened_before("BRC4", paper, asked)
        yield claimant.middle_digits("BRC11", paper, asked)
    elif paper.kind == "SUS":
        yield services.own_service("SUS2", asked, paper)
        yield claimant.same_attribute("SUS3", "trade_name", attributes)
        yield services.used_before("SUS4", paper, asked)
        yield services.was_down("SUS6", asked)
    elif paper.kind == "BNK":
        yield bank.holder("BNK1", attributes)
        yield bank.same_account("BNK3", paper, asked)
        yield bank.holder_fits_the_form("BNK4", attributes, asked)
        yield bank.holder_fits_the_form("BNK5", attributes, asked)
    elif paper.kind == "APP":
        yield forms.linked_to_claim("APP2", paper, asked)
        yield integrity.figures_and_words("APP3", paper)
        yield forms.service_and_time("APP4", paper, asked)


def _of_sales(
    paper: PaperFacts, asked: Asked, read: sales.SalesRead, totals: Hint, attributes: claimant.Attributes
) -> Iterator[Hint]:
    plan = asked.plan
    is_of_another = claimant.whose_paper("G3", attributes).level == NONE
    basis = sales.normal_week("SLS2", read, plan)
    yield sales.outage_days("SLS1", read, plan)
    yield basis
    yield claimant.named_in_record("SLS4", attributes)
    yield sales.query_period("SLS5", paper, read, plan)
    yield totals
    yield sales.tax_level("SLS11")
    yield sales.loss_again("SLS13", read, asked, is_of_another=is_of_another, basis=basis)

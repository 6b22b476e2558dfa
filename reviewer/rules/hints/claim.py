"""All hints of one claim: those of each paper, the findings CLM2 and CLM3, and the crossings X1 to X10."""

from collections.abc import Sequence

from reviewer.rules.hints import sales, services
from reviewer.rules.hints.crossings import Elsewhere, crossings
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, Asked, Hint, PaperFacts
from reviewer.rules.hints.paper import paper_hints


def claim_hints(
    papers: Sequence[PaperFacts], asked: Asked, elsewhere: Elsewhere
) -> tuple[dict[str, dict[str, Hint]], dict[str, Hint]]:
    """The hints by paper and check, and those of the claim by code."""
    reads = {paper.document: sales.sales_of(paper, asked.plan) for paper in papers if paper.kind == "SLS"}
    by_paper = {paper.document: paper_hints(paper, asked, reads.get(paper.document)) for paper in papers}
    own = [
        reads[paper.document] for paper in papers if paper.kind == "SLS" and _counts(paper, by_paper[paper.document])
    ]
    of_claim = [services.was_down("CLM2", asked), _loss_of_all(own, asked)]
    of_claim += crossings(papers, asked, elsewhere)
    return by_paper, {hint.check: hint for hint in of_claim}


def _counts(paper: PaperFacts, hints: dict[str, Hint]) -> bool:
    """Whether its days are this business's; those a machine's eye read only where they add up to the printed total."""
    return hints["G3"].level != NONE and (not paper.is_recognised or hints["SLS6"].level == FULL)


def _loss_of_all(own: Sequence[sales.SalesRead], asked: Asked) -> Hint:
    """CLM3: the loss from the days of all sales papers together, of those that are this business's.

    Two papers may bring a month each. Where two show the same day, the one that shows more days counts.
    """
    reads = sorted((read for read in own if read.days), key=lambda read: -len(read.days))
    if not reads:
        return Hint("CLM3", NO_DATA, "LOSS", _written(asked.applicant.claimed_loss))
    together = sales.SalesRead({day: read for one in reversed(reads) for day, read in one.days.items()}, (), ())
    basis = sales.normal_week("SLS2", together, asked.plan)
    return sales.loss_again("CLM3", together, asked, is_of_another=False, basis=basis)


def _written(amount: int | None) -> str:
    return "" if amount is None else str(amount)

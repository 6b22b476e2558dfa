"""A problem as a link: said in a few words, and where on the claim desk it leads."""

from collections.abc import Iterable

from reviewer.desk.wording import word_for
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import open_checks
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.problems import what
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.wording import language, tr, won, word

NAMED = 8
"""So many checks without an answer are named by their codes."""


def in_short(problem: Problem, plan: Plan) -> str:
    """What a problem says, short enough for a link: the check's code, the paper's name."""
    fact = problem.facts.get
    if problem.code == "DecisionIncomplete":
        what_, about = str(fact("what", "")), str(fact("check") or "")
        text = word_for("what", what_, language())
        return f"{_named(what_, about, plan)}: {text}" if about else text
    if problem.code == "ProofMissing":
        return tr("{paper}: not accepted yet", paper=word(plan.proof_kinds, str(fact("document"))))
    return what(problem)


def all_in_short(problems: Iterable[Problem], page: DeskPage) -> dict[str, Problem]:
    """Problems by what they say, each once; the checks that wait for an answer stand in one line, the first of them."""
    plan = page.plan
    found: dict[str, Problem] = {}
    unanswered: dict[str, Problem] = {}
    for problem in problems:
        if problem.code == "DecisionIncomplete" and problem.facts.get("what") == "check":
            unanswered.setdefault(str(problem.facts.get("check")), problem)
        else:
            found.setdefault(in_short(problem, plan), problem)
    if len(unanswered) < 2:
        return {in_short(one, plan): one for one in unanswered.values()} | found
    codes = ", ".join(list(unanswered)[:NAMED]) + (" …" if len(unanswered) > NAMED else "")
    said = tr(
        "{n|check/checks} not answered yet: {codes}", n=sum(1 for _ in open_checks(page.claim, plan)), codes=codes
    )
    return {said: next(iter(unanswered.values()))} | found


def _named(what_: str, about: str, plan: Plan) -> str:
    """What is missing or does not fit, by name: a check with its text, an outcome by its word, an amount in won."""
    if what_ == "disposition_differs":
        return word(plan.dispositions, about)
    if what_ == "loss_is_verified" and about.isdigit():
        return won(int(about))
    if what_ in ("check", "finding", "second_check"):
        return f"{about} {plan.check(about).text.in_(language())}"
    return about


def link_target(page: DeskPage, problem: Problem | None) -> tuple[str, str, str]:
    """Section, paper and check a problem is about; None stands for the first open check."""
    if problem is None:
        first = next(iter(open_checks(page.claim, page.plan)), None)
        return ("checks", first[0] or WHOLE, first[1].code) if first else ("checks", "", "")
    fact = problem.facts.get
    if problem.code == "TwinPaid":
        return "twins", "", ""
    if problem.code == "ProofMissing":
        kind = fact("document")
        return "checks", next((one.document for one in page.claim.papers if one.kind == kind), ""), ""
    if fact("what") == "check":
        for document, check in open_checks(page.claim, page.plan):
            if check.code == fact("check"):
                return "checks", document or WHOLE, check.code
    if fact("what") == "finding":
        return "checks", WHOLE, str(fact("check"))
    if fact("what") == "assessment":
        return "weeks", "", ""
    return "proposal", "", ""

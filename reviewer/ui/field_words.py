"""The words of the fields that an act's body may hold, for forms and for what is wrong with one."""

import re

from reviewer.desk.wording import word_for
from reviewer.rules.problem import Problem
from reviewer.ui.wording import language, tr

_NUMBERED = re.compile(r"\[\d+\]")
_PLACE = re.compile(r"[a-z_]+(\[\d+\])*(\..+)?")


def field_word(act: str, name: str) -> str:
    """The word of a field of a body."""
    words = {
        "route": tr("Route"), "marks": tr("Marks"), "note": tr("Note"), "reason": tr("Reason"),
        "document": tr("Paper"), "kind": tr("Kind"), "page": tr("Page"), "due": tr("New due date"),
        "date": tr("Date"), "how": tr("How the claimant withdrew"), "ground": tr("Ground"),
        "account": tr("New account: bank, number, holder"), "direction": tr("Who made contact"), "on": tr("Day"),
        "time": tr("Time, such as 14:10"), "unanswered": tr("Nobody answered"), "person": tr("Who spoke"),
        "said": tr("What was said"), "place": tr("Where"), "promise": tr("What was promised"),
        "promise_due": tr("Promised by"), "outcome": tr("Result"), "deficiencies": tr("Deficiencies"),
        "praise": tr("What was done well"), "wrong": tr("What is wrong in the letter"),
        "right": tr("What it should say"), "late": tr("Why a late request is taken"), "answer": tr("What they said"),
        "reply_by": tr("Reply by"),
    }  # fmt: skip
    special = {
        ("record_challenge", "reason"): tr("What the claimant states"),
        ("request_review", "date"): tr("Asked on"),
        ("request_review", "ground"): tr("What the claimant asks"),
        ("request_review", "due"): tr("Answer promised by"),
        ("withdraw_review", "date"): tr("Taken back on"),
        ("withdraw_review", "how"): tr("How the claimant took it back"),
        ("extend_review", "due"): tr("Answer promised by"),
        ("extend_review", "reason"): tr("Reason, as the letter tells it"),
        ("extend_review", "reason_en"): tr("Reason, as the English letter tells it"),
        ("open_on_evidence", "date"): tr("Records came on"),
        ("open_again", "account"): tr("Account and date for the return"),
        ("declare_false", "note"): tr("What shows it"),
        ("request_individual", "date"): tr("Asked on"),
        ("request_individual", "ground"): tr("What the claimant asks"),
        ("request_individual", "claimed_loss"): tr("Sales loss claimed now (won)"),
        ("choose_fixed", "date"): tr("Chosen on"),
        ("split_claim", "services"): tr("Services that get a claim number of their own"),
        ("split_claim", "claimed_loss"): tr("Sales loss of these services (won)"),
        ("split_claim", "rest_loss"): tr("Sales loss that stays here (won)"),
        ("choose_fixed", "how"): tr("How the claimant chose it"),
        ("withdraw", "date"): tr("Withdrawn on"),
        ("classify_paper", "kind"): tr("Kind of paper"),
        ("record_contact", "kind"): tr("Kind of contact"),
        ("hand_over", "to"): tr("To whom"),
        ("set_blind", "blind"): tr("Blind or not"),
        ("record_challenge", "member"): tr("Member challenged"),
        ("record_challenge", "on"): tr("Challenged on"),
    }
    return special.get((act, name)) or words.get(name) or word_for("field", name, language())


def place_word(act: str, place: str) -> str:
    """Where in a body something is wrong, as `field_word` calls it: for `items[0].reason` the items and the reason."""
    return " · ".join(field_word(act, _NUMBERED.sub("", part)) for part in place.split("."))


def with_field_named(act: str, problem: Problem) -> Problem:
    """The problem with the field it is about called as the form of the act calls it; of any act, where it is ""."""
    place = str(problem.facts.get("field", ""))
    if problem.code != "BadActBody" or not _PLACE.fullmatch(place):  # it is in words already
        return problem
    return Problem(problem.code, **{**problem.facts, "field": place_word(act, place)})

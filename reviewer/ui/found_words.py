"""Where a search found a claim, in words: the field, with the words of the find."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reviewer.ui.wording import listed, tr, word

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan

AS_IT_IS = ("claim", "trade_name")
"""What stands in every row as it is."""


def found_in_words(matches: Sequence[Any], plan: "Plan") -> str:
    """Every field in which the words of a search were found: `주소: 강남 · 메모: …매출 자료는…`."""
    return " · ".join(dict.fromkeys(_told(match, plan) for match in matches))


def _told(match: Any, plan: "Plan") -> str:
    field = {
        "claim": tr("Claim number"), "report_number": tr("Report number"), "trade_name": tr("Trade name"),
        "representative": tr("Representative"), "brn": tr("Reg. no."), "phone": tr("Phone"),
        "address": tr("Address"), "services": tr("Services"), "notes": tr("Note"), "reasons": tr("Reason"),
        "papers": tr("Paper"),
    }[match.field]  # fmt: skip
    words = match.words
    if match.field in AS_IT_IS:
        words = ""
    elif match.field == "services":
        words = listed(word(plan.services, code) for code in match.codes)
    elif match.field == "reasons" and not words:
        words = listed(_reason(plan, code) for code in match.codes)
    elif match.field == "papers":
        kind = word(plan.proof_kinds, match.codes[0]) if match.codes else ""
        words = ": ".join(filter(None, (kind, words)))
    return f"{field}: {words}" if words else field


def _reason(plan: "Plan", code: str) -> str:
    groups: tuple[Mapping[str, Any], ...] = (
        plan.supplement_reasons, plan.decision_reasons, plan.override_reasons, plan.hold_reasons, plan.return_reasons,
        plan.false_reasons, plan.delay_reasons,
    )  # fmt: skip
    return next((word(group, code) for group in groups if code in group), code)


def found_in(conn: Any, query: Any, ids: Sequence[int], plan: "Plan", *, but: Sequence[str] = ()) -> dict[int, str]:
    """Where the words of a search were found in each of these claims, `but` in some fields, in words by id."""
    from reviewer.casefile.search_matches import matches

    return {
        number: found_in_words([one for one in told if one.field not in but], plan)
        for number, told in matches(conn, list(ids), query).items()
    }

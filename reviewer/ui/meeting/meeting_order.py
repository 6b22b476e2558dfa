"""The order of a meeting: which item is next, who may not vote on one, and what was recorded in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.rules.acts.aside import kept_by
from reviewer.rules.meetings import item_of
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage
from reviewer.ui.wording import tr

FRAME = ("OPENING", "CLOSING")
STEP_ASIDE = ("CLAIM", "CHALLENGE", "CORRECTION")
"""Where a member can still step aside, with a ground; from a list the claim is pulled out first (domain.md 5.3)."""


def grounds_on(item: Item, page: MeetingPage, seats: Sequence[str]) -> dict[str, str]:
    """The seats that may not vote on an item, each with its ground (domain.md 5.3)."""
    found: dict[str, str] = {}
    for number in item.claims:
        tabled = page.tabled.get(number)
        claim = tabled.claim if tabled is not None else page.resolved.get(number)
        if claim is None:
            continue
        for member in seats:
            if ground := kept_by(claim, member):
                found.setdefault(member, ground)
            if item.kind == "CHALLENGE" and claim.open_challenge and claim.open_challenge.member == member:
                found.setdefault(member, claim.open_challenge.ground)
    return found


def next_open(items: Sequence[Item], key: str) -> str:
    """The open item after this one, from the top again behind the last; "" when none is left."""
    still = [item.key for item in items if item.closed is None and item.kind != "OPENING"]
    if key not in still:
        return still[0] if still else ""
    place = still.index(key)
    rest = still[place + 1 :] + still[:place]
    return rest[0] if rest else ""


def written_votes(item: Item, page: MeetingPage) -> dict[str, str]:
    """By writing the secretary only counts: every seat's vote as it was signed, absent where none was."""
    tabled = page.tabled.get(item.claims[0]) if item.claims else None
    signed = tabled.claim.written if tabled is not None else {}
    recused = tabled.claim.recused if tabled is not None else frozenset()
    return {
        member.id: signed.get(member.id, "RECUSED" if member.id in recused else "ABSENT") for member in page.case.seats
    }


def first_open(page: MeetingPage) -> str:
    """The item a meeting goes on with: the attendance first, at the end the minutes; "" without items."""
    held = page.case.meeting(page.number)
    skipped = FRAME[:1] if held is None or held.attendance else ()
    still = [item.key for item in page.items if item.closed is None and item.kind not in skipped]
    return still[0] if still else next((item.key for item in page.items), "")


def agenda_name(item: Item) -> str:
    """The name of an item on the agenda (rules/meetings.py); of a list of claims, that of its first."""
    if item.kind in FRAME:
        return ""
    if item.kind == "FIXED_LIST":
        return item_of("LIST", str(item.list_no))
    if item.kind in ("CONSENT", "CLAIM"):
        return item.claims[0]
    return item_of(item.kind, item.claims[0] if item.claims else "")


def recorded_words(body: Mapping[str, Any]) -> str:
    """What was recorded, in one line."""
    if body.get("question") in ("LOSS", "DEFER"):
        agreed = {"LOSS": tr("Recorded: the loss is accepted"), "DEFER": tr("Recorded: held over")}
        lost = {"LOSS": tr("Recorded: the loss is not accepted"), "DEFER": tr("Recorded: not held over")}
        return (agreed if body["result"] == "PASSED" else lost)[body["question"]]
    number = body.get("resolution_no", "")
    if body["result"] == "PASSED":
        return tr("Recorded: passed, resolution {number}", number=number)
    if body["result"] == "TIE_RULE":
        return tr("Recorded: decided by the rule on ties, resolution {number}", number=number)
    return tr("Recorded: not passed")

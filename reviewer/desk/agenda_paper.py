"""The agenda of a meeting with the notice that convenes it (소집 통지·회의 안건), as members get it (domain.md 5.2)."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import claim_facts, journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.desk.brief_parts import question
from reviewer.desk.minutes import claims_among, date_in, held_of, item_words, late_lines, notice_line, titled
from reviewer.desk.minutes_items import Held
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import bracketed, paper_word
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Form, OfficePaper, Part, Text, Title, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.claim import Claim
from reviewer.rules.decision import fixed_award

END = "끝."
"""Stands behind the last word of a Korean paper of an office (domain.md 4.1)."""


def print_agenda(
    case_file: CaseFile, signer: Signer, path: Path, number: int, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write notice and agenda as a PDF and record that they were printed; ActNotAllowed for an unknown meeting."""
    paper = agenda_of(case_file.reader(), number, lang, day=korean_day(now))
    data = render(paper)
    digest = hashlib.sha256(data).hexdigest()
    body = {"what": "AGENDA", "count": 1, "sha256": digest, "reason": f"meeting:{number}"}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": digest}


def agenda_of(conn: Connection, number: int, lang: str, *, day: dt.date) -> OfficePaper:
    """What stands on it: notice, who is invited, every item with its number and question, recusals, what came late."""
    held = held_of(conn, number, lang)
    claims = tabled(held)
    title = _said(held, "agenda_title", n=number)
    numbers = claims_among(held)
    others = [item for item in held.meeting.agenda if item not in numbers]
    before = [item for item in others if not item.startswith("MOTION")]
    motions = [item for item in others if item.startswith("MOTION")]
    blocks: tuple[Block, ...] = (
        Title(title, held.plan.council.in_(lang)),
        _head(held),
        *_notice(held),
        *_items(held, before, "items_first"),
        *_consent(held, claims),
        *_discussion(held, claims),
        *_items(held, motions, "items_motions"),
        *_recusals(held, claims),
        *_late(held),
    )
    if lang == "ko" and isinstance(last := blocks[-1], Text):
        blocks = (*blocks[:-1], dataclasses.replace(last, text=f"{last.text}\u00a0 {END}"))
    return OfficePaper(title, lang, held.meeting.notified_on or day, blocks, is_sample=held.case.is_sample)


def _said(held: Held, code: str, **values: object) -> str:
    return paper_word("brief", code, held.lang, **values)


def _heading(held: Held, code: str) -> str:
    words = held.said(code)
    return words[:1].upper() + words[1:]


def tabled(held: Held) -> dict[str, Claim]:
    """The claims of the agenda as they are or were put to the vote, in the order of their items; none taken off."""
    found = {}
    for number, claim in standing.read_claims(held.conn, claims_among(held)).items():
        voted = next((one for one in held.resolutions if number in one.claims and one.question == "PROPOSAL"), None)
        if voted is not None:
            found[number] = held.then.before(number, voted.entry)
        elif claim.meeting == held.meeting.number and claim.stage.value == "ON_AGENDA":
            found[number] = claim
    return dict(sorted(found.items(), key=lambda one: held.meeting.agenda[one[0]]))


def _head(held: Held) -> Form:
    own = held.meeting
    when = f"{date_in(own.date, held.lang)} {own.time}".strip()
    secretary = [one.id for one in held.case.roster.values() if one.role == "SECRETARY"]
    chair = held.case.chair
    rows = [
        ((held.said("when"), when), (held.said("place"), own.place or "–")),
        ((held.said("notice"), notice_line(held)),),
        ((_said(held, "invited"), ", ".join(titled(held, one.id) for one in held.case.seats)),),
    ]
    if held.case.substitutes:
        names = ", ".join(titled(held, one.id) for one in held.case.substitutes)
        rows.append(((_said(held, "on_call"), names),))
    convener = chair.id if chair is not None else (secretary or [""])[0]
    rows.append((
        (_said(held, "convened_by"), titled(held, convener) if convener else "–"),
        (_said(held, "secretary"), ", ".join(held.name(one) for one in secretary) or "–"),
    ))  # fmt: skip
    return Form(tuple(rows))


def _notice(held: Held) -> Iterator[Block]:
    """The letter that convenes the meeting, with what a member should do before it."""
    own = held.meeting
    code, when = ("written", date_in(own.date, held.lang)) if own.is_written else (
        "notice", f"{date_in(own.date, held.lang)} {own.time}".strip()
    )  # fmt: skip
    council = held.plan.council.in_(held.lang)
    yield Text(_said(held, f"{code}_letter", council=council, n=own.number, when=when), level=0)
    for place, step in enumerate(("interests", "discuss", "absence"), 1):
        yield Text(_said(held, f"{code}_{step}"), f"{place}.")
    yield Text(_said(held, "confidential"), "4.")


def _items(held: Held, items: Sequence[str], heading: str) -> Iterator[Block]:
    if not items:
        return
    rows = []
    for item in items:
        words = item_words(held, item)
        if item.startswith("LIST"):
            words = f"{words}, {_said(held, 'list_total', total=held.won(_list_total(held, item)))}"
        rows.append((held.said("number", number=held.meeting.item_no(item)), words))
    yield Part(_said(held, heading))
    yield Table((Column(held.said("item_no"), 0.28), Column(held.said("subject"), 0.72)), tuple(rows))


def _list_total(held: Held, item: str) -> int:
    own = item.partition(" ")[2]
    claims = held.case.lists[own].remaining if own in held.case.lists else ()
    return sum(fixed_award(claim, held.plan) for claim in standing.read_claims(held.conn, claims).values())


def _name(held: Held, number: str) -> str:
    """Trade name and representative in full, so that conflicts can be declared (domain.md 5.3)."""
    applicant = claim_facts.read_applicant(held.conn, number)
    return " / ".join(filter(None, (applicant.trade_name, applicant.representative))) or "–"


def _consent(held: Held, claims: Mapping[str, Claim]) -> Iterator[Block]:
    """The consent list with its count and total; it is voted on as one."""
    rows, total = [], 0
    for number, claim in claims.items():
        if claim.agenda_list == "CONSENT" and claim.proposal is not None:
            total += claim.proposal.award
            rows.append((
                held.meeting.item_no(number), number, _name(held, number), held.won(claim.claimed_loss),
                held.outcome(claim.proposal), held.won(claim.proposal.award),
            ))  # fmt: skip
    if not rows:
        return
    yield Part(f"{_heading(held, 'list_consent')} · {held.said('count', n=len(rows))} · {held.won(total)}")
    yield Text(_said(held, "consent_question", n=len(rows), total=held.won(total)))
    columns = (
        Column(held.said("item_no"), 0.16), Column(held.said("claim"), 0.15), Column(_said(held, "applicant"), 0.27),
        Column(_said(held, "claimed"), 0.14, "right"), Column(_said(held, "proposal"), 0.14),
        Column(held.said("award"), 0.14, "right"),
    )  # fmt: skip
    rows.append((held.said("total"), held.said("count", n=len(rows)), "", "", "", held.won(total)))
    yield Table(columns, tuple(rows), bold_rows=frozenset({len(rows) - 1}))


def _discussion(held: Held, claims: Mapping[str, Claim]) -> Iterator[Block]:
    """Every claim to be discussed with what is proposed and the question put to the council."""
    found = {number: claim for number, claim in claims.items() if claim.agenda_list == "DISCUSSION" and claim.proposal}
    if found:
        yield Part(f"{_heading(held, 'list_discussion')} · {held.said('count', n=len(found))}")
    for number, claim in found.items():
        proposal = claim.proposal
        assert proposal is not None
        yield Part(f"{held.said('number', number=held.meeting.item_no(number))} · {number} {_name(held, number)}", 2)
        outcome = f"{held.outcome(proposal)}, {held.won(proposal.award)}"
        verified = held.won(claim.assessment.verified_loss if claim.assessment else None)
        asked = _said(held, "claimed_is", claimed=held.won(claim.claimed_loss), verified=verified)
        yield Text(asked, _said(held, "claimed"), with_next=True)
        yield Text(outcome, _said(held, "proposal"), with_next=True)
        yield Text(question(held, claim), _said(held, "question_label"))


def _recusals(held: Held, claims: Mapping[str, Claim]) -> Iterator[Block]:
    """Who is foreseen not to vote on which item, with the ground; challenges that are not decided yet."""
    lines = []
    for number, claim in claims.items():
        item = held.said("number", number=held.meeting.item_no(number))
        for member in sorted(claim.recused, key=held.seat):
            ground = claim.conflicts.get(member, "")
            words = held.plan.grounds[ground].text.in_(held.lang) if ground in held.plan.grounds else ""
            lines.append(f"{item} {bracketed(number, held.name(member), held.lang)}: {ground} {words}".strip(" :"))
        if claim.open_challenge is not None:
            lines.append(_said(held, "challenged", item=item, name=held.name(claim.open_challenge.member)))
    yield Part(_said(held, "recusals_part"))
    for line in lines or [_said(held, "no_recusal")]:
        yield Text(f"· {line}")


def _late(held: Held) -> Iterator[Block]:
    lines = tuple(late_lines(held))
    if lines:
        yield Part(_said(held, "late_part"))
        yield from lines

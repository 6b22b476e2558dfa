"""The minutes of a meeting (회의록), made from the journal alone: complete in draft when the last item closes (5.5)."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.meeting_entries import ClaimsThen, entries_of_meeting, seal_after
from reviewer.casefile.standing import member_names
from reviewer.desk.minutes_items import (
    Held,
    corrections_of,
    decided_items,
    items_voted_on,
    numbers_line,
    subject_of,
    trade_names,
)
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import bracketed
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Form, OfficePaper, Part, Signs, Text, Title, render
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import date_en, date_ko
from reviewer.rules.meetings import DECIDING, Resolution
from reviewer.rules.problem import Problem

_DAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def print_minutes(
    case_file: CaseFile, signer: Signer, path: Path, number: int, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the minutes as a PDF and record that they were printed; a draft until the meeting is closed."""
    paper = minutes_of(case_file.reader(), number, lang, day=korean_day(now))
    data = render(paper)
    body = {"what": "MINUTES", "count": 1, "sha256": hashlib.sha256(data).hexdigest(), "reason": f"meeting:{number}"}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"], "draft": paper.is_draft}


def held_of(conn: Connection, number: int, lang: str) -> Held:
    """A meeting with all that its papers are made from; raises ActNotAllowed for one that was not convened."""
    case = standing.read_case(conn)
    meeting = case.meeting(number)
    if meeting is None:
        raise Problem("ActNotAllowed", act="print", why="meeting_unknown", meeting=str(number))
    return Held(conn, case, standing.plan_in_force(conn), meeting, member_names(conn), lang, ClaimsThen(conn))


def minutes_of(conn: Connection, number: int, lang: str, *, day: dt.date) -> OfficePaper:
    """What stands in the minutes."""
    held = held_of(conn, number, lang)
    council = held.plan.council.in_(lang)
    code = "title_written" if held.meeting.is_written else "title"
    title = held.said(code, n=number, council=council)
    is_draft = held.meeting.state != "CLOSED"
    blocks = (
        Title(title),
        _head(held, council),
        *_quorum(held),
        Part(held.said("order_part")),
        Text(held.said("order_written" if held.meeting.is_written else "order")),
        *_agenda(held),
        *_statements(held),
        Part(held.said("decided_part")),
        *decided_items(held),
        *_end(held),
        *_signatures(held),
    )
    made = held.meeting.date if is_draft else _korean(held.meeting.closed_at).date()
    return OfficePaper(title, lang, made or day, blocks, is_draft=is_draft, is_sample=held.case.is_sample)


def date_in(day: dt.date, lang: str, *, weekday: bool = True) -> str:
    """A date as a paper writes it, with the day of the week: `2023. 7. 27.(목)`."""
    text = date_ko(day) if lang == "ko" else date_en(day)
    return bracketed(text, _DAYS[lang][day.weekday()], lang) if weekday else text


def _korean(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).astimezone(KOREA)


def _clock(moment: str, held: Held) -> str:
    """The time of day; with its date where that is not the day of the meeting."""
    at = _korean(moment)
    return f"{at:%H:%M}" if at.date() == held.meeting.date else f"{date_in(at.date(), held.lang)} {at:%H:%M}"


def _head(held: Held, council: str) -> Form:
    own, said = held.meeting, held.said
    day = date_in(own.date, held.lang)
    when = said("scheduled", day=day, time=own.time).strip()
    if own.begun_at:
        is_then = bool(own.time) or _korean(own.begun_at).date() == own.date
        began = own.time or _clock(own.begun_at, held)
        when = said("when_began" if is_then else "when_began_later", day=day, begun=began)
    if own.closed_at:
        when += said("when_ended", ended=_clock(own.closed_at, held))
    present = _present(held)
    absent = [one.id for one in held.case.seats if one.id not in present]
    writer = own.closed_by or next((m.id for m in held.case.roster.values() if m.role == "SECRETARY"), "")
    others = journal.text_of(held.conn, own.others) if own.others else ""
    name = said("written_is" if own.is_written else "meeting_is", council=council, n=own.number)
    rows: list[tuple[tuple[str, str], ...]] = [
        ((said("meeting"), name), (said("held_by"), council)),
        ((said("when"), when), (said("place"), own.place)),
        ((said("notice"), _notice(held)),),
        ((said("present"), ", ".join(titled(held, one) for one in present) or "–"),),
        ((said("absent"), ", ".join(held.name(one) for one in absent) or said("nobody")),
         (said("others"), others or said("nobody"))),
        ((said("writer"), held.name(writer)),),
    ]  # fmt: skip
    return Form(tuple(rows))


def _notice(held: Held) -> str:
    """When the notice went out, and on which later day that was recorded."""
    told, convened = notice_line(held), held.meeting.convened_on
    if convened is None or held.meeting.notified_on in (None, convened):
        return told
    return held.said("notice_recorded", told=told, day=date_in(convened, held.lang, weekday=False))


def notice_line(held: Held) -> str:
    """When the members were told of the meeting, and why so late where it was urgent."""
    own = held.meeting
    notified = own.notified_on or own.date
    day, days = date_in(notified, held.lang, weekday=False), (own.date - notified).days
    if own.is_written:
        return held.said("notice_by_writing", day=day, until=date_in(own.date, held.lang))
    if own.urgent_reason:
        reason = journal.text_of(held.conn, own.urgent_reason)
        return held.said("notice_urgent", day=day, days=days, reason=reason)
    return held.said("notice_on", day=day, days=days)


def _present(held: Held) -> list[str]:
    """Who took part: as attendance was recorded, else who voted on at least one item; by seat."""
    there = set(held.meeting.ever_present)
    if not there:
        for kept in held.resolutions:
            there |= {member for member, vote in kept.votes.items() if vote != "ABSENT"}
    return [m.id for m in (*held.case.seats, *held.case.substitutes) if m.id in there]


def titled(held: Held, member: str) -> str:
    """A member with the body they sit for."""
    line = held.case.roster[member]
    body = held.plan.bodies[line.body].name.in_(held.lang) if line.body in held.plan.bodies else ""
    marks = [held.said("chair_mark")] if line.role == "CHAIR" else []
    marks += [held.said("substitute_mark")] if not line.seat else []
    inside = ", ".join((*marks, *([body] if body else [])))
    return bracketed(held.name(member), inside, held.lang) if inside else held.name(member)


def _quorum(held: Held) -> Iterator[Block]:
    seats, needed = len(held.case.seats), max(len(held.case.seats) // 2 + 1, held.plan.settings.min_voters)
    values = {"seats": seats, "needed": needed}
    yield Part(held.said("quorum_part"))
    if not held.meeting.attendance:
        yield Text(held.said("quorum_by_votes", **values))
    else:
        there = [one for one in held.meeting.ever_present if held.case.roster[one].has_vote]
        code = "quorum_reached" if len(there) >= needed else "quorum_missing"
        yield Text(held.said(code, **values, present=len(there)))
    yield Text(held.said(f"rule_{held.plan.settings.vote_rule}"))
    if held.meeting.is_written:
        yield Text(held.said("written_votes"))


def _list_of(held: Held, kept: Resolution) -> str:
    """The word of the list an item stood on; a consent list of one claim is voted on like a claim."""
    if kept.item == "CLAIM":
        then = held.then.before(kept.claims[0], kept.entry)
        return "list_consent" if then.agenda_list == "CONSENT" else "list_discussion"
    return "list_consent" if kept.item == "CONSENT" else "list_other"


def claims_among(held: Held) -> list[str]:
    """The items of the agenda that are claims, in its order; the others are rules, chair, lists and motions."""
    return standing.claims_among(held.conn, list(held.meeting.agenda))


def _agenda(held: Held) -> Iterator[Block]:
    """One line an item; the consent list stands in one, its claims follow in the decisions."""
    said, rows, done, numbers = held.said, [], set[str](), claims_among(held)
    for votes in items_voted_on(held):
        kept = votes[0]
        done |= set(kept.items)
        outcome = _outcome(held, votes[-1])
        rows.append((numbers_line(held, kept.items), said(_list_of(held, kept)), subject_of(held, kept), outcome))
    for item in held.meeting.agenda:
        if item not in done:
            claim = standing.read_claim(held.conn, item) if item in numbers else None
            gone = claim is not None and claim.meeting != held.meeting.number
            outcome = said("taken_off" if gone else "not_voted")
            rows.append((numbers_line(held, (item,)), said("list_other"), item_words(held, item), outcome))
    columns = (
        Column(said("item_no"), 0.25), Column(said("kind"), 0.13), Column(said("subject"), 0.38),
        Column(said("outcome"), 0.24),
    )  # fmt: skip
    yield Part(said("agenda_part"))
    yield Table(columns, tuple(rows) or (("–", "", "", ""),))
    yield from late_lines(held)


def late_lines(held: Held) -> Iterator[Text]:
    """What came on the agenda after its notice, and why; items put on for one reason stand in one line."""
    for reason in dict.fromkeys(held.meeting.late.values()):
        items = [one for one in held.meeting.agenda if held.meeting.late.get(one) == reason]
        numbers = ", ".join(numbers_line(held, (one,)) for one in items)
        yield Text(
            held.said("late_item", numbers=numbers, reason=journal.text_of(held.conn, reason)), held.said("late")
        )


def item_words(held: Held, item: str) -> str:
    """An item that was not voted on, in words."""
    kind, _, own = item.partition(" ")
    match kind:
        case "RULES" | "CHAIR":
            return held.said(kind)
        case "MOTION":
            return held.said(f"MOTION_{own}")
        case "LIST":
            claims = held.case.lists[own].remaining if own in held.case.lists else ()
            return held.said("FIXED_LIST", list=own, n=len(claims))
        case "CHALLENGE":
            return held.said("CHALLENGE_open", claim=own)
    return f"{item} {trade_names(held, (item,)).get(item, '')}".strip()


def _outcome(held: Held, kept: Resolution) -> str:
    if kept.question == "DEFER" and kept.result == "PASSED":
        return held.said("deferred")
    if kept.question == "LOSS":
        return held.said("loss_accepted" if kept.result == "PASSED" else "loss_not_accepted")
    if kept.item == "CORRECTION" and kept.result in DECIDING:
        return held.said("reopened", number=kept.number)
    word = {"PASSED": "passed", "TIE_RULE": "tie_rule"}.get(kept.result, "not_passed")
    number = f" ({held.said('number', number=kept.number)})" if kept.number and kept.result in DECIDING else ""
    again = [held.said("corrected_by", n=one.meeting, number=one.number) for one in corrections_of(held.case, kept)]
    return ", ".join((held.said(word) + number, *again))


def _statements(held: Held) -> Iterator[Block]:
    yield Part(held.said("said_part"))
    told = [one for one in held.meeting.statements if one.kind == "STATEMENT"]
    for one in told:
        where = numbers_line(held, (one.item,)) if one.item else ""
        name = held.said("statement" if held.case.roster[one.member].has_vote else "statement_other",
                         name=held.name(one.member))  # fmt: skip
        words = journal.text_of(held.conn, one.said)
        yield Text(f"({where}) {words}" if where else words, name)
    if not told:
        yield Text(held.said("said_none"))


def _end(held: Held) -> Iterator[Block]:
    own, said = held.meeting, held.said
    yield Part(said("next_part"))
    if own.next_date is None:
        yield Text(said("next_open"))
    else:
        day = date_in(own.next_date, held.lang)
        yield Text(said("next_is", day=day, time=own.next_time, place=own.next_place).strip().replace("  ", " "))
    yield Text(said("end", time=_clock(own.closed_at, held)) if own.closed_at else said("end_open"))


def _signatures(held: Held) -> Iterator[Block]:
    said, own = held.said, held.meeting
    writer = own.closed_by or next((m.id for m in held.case.roster.values() if m.role == "SECRETARY"), "")
    people = [(said("sign_writer"), held.name(writer))]
    for member in _present(held):
        is_chair = held.case.roster[member].role == "CHAIR"
        people.append((said("sign_chair" if is_chair else "sign_member"), held.name(member)))
    yield Signs(said("signs"), tuple(people), said("sign"))
    entries = entries_of_meeting(held.conn, own.number)
    code = seal_after(held.conn, own.closed_at)
    last = entries[-1].hash if entries else "–"
    yield Form((
        ((said("seal"), code or said("seal_open")),),
        ((said("entries"), said("entries_are", n=len(entries), hash=last)),),
    ))  # fmt: skip
    if code:
        yield Text(said("seal_means"))

"""After the meeting: do letters, payment list, register and minutes agree? If not, which line does not, and where."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping

from reviewer.casefile import standing
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.meeting_entries import entries_of_meeting
from reviewer.casefile.paper_rows import last_listed, last_printed, letters_numbered, registered
from reviewer.desk.minutes import held_of, minutes_of
from reviewer.desk.minutes_items import Held, result_of
from reviewer.desk.outbox import letters_of
from reviewer.desk.wording import paper_word
from reviewer.letters.content import Table
from reviewer.letters.office_paper import OfficePaper, Part, Text, render
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.meetings import DECIDING

DECIDING_ACTS = ("resolve", "adopt_fixed_list")


@dataclasses.dataclass(frozen=True)
class Difference:
    """One line that does not agree: in which of the four, of which claim, in what, and the two values."""

    where: str  # REGISTER, LETTERS, PAYMENTS or MINUTES
    claim: str
    what: str  # award, votes, letter_no, resolution_no, missing or not_of_now
    wanted: str = ""
    found: str = ""


@dataclasses.dataclass
class Agreement:
    """What was compared, and every difference; none means that all four agree."""

    meeting: int
    decided: int = 0
    taken_back: int = 0
    letters_made: int = 0
    letters_queued: int = 0
    listed: int = 0
    to_list: int = 0
    paying_nothing: int = 0
    minutes_printed: bool = False
    differences: list[Difference] = dataclasses.field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def compare_papers(conn: Connection, number: int, *, progress: Callable[[int, int], None] | None = None) -> Agreement:
    """Compare what the entries of a meeting decided with letters, payments, register and minutes.

    `progress` is told the claims done and their number. Raises ActNotAllowed for a meeting that was not convened.
    """
    held = held_of(conn, number, "ko")
    found, minutes = Agreement(number), minutes_of(conn, number, "ko", day=held.meeting.date)
    told = told_in(minutes)
    entries = [
        entry for entry in entries_of_meeting(conn, number)
        if entry.act in DECIDING_ACTS and entry.body["result"] in DECIDING and "letters" in entry.body
    ]  # fmt: skip
    total, done = sum(len(entry.body["claims"]) for entry in entries), 0
    for entry in entries:
        for claim in standing.read_claims(conn, entry.body["claims"]).values():
            if progress is not None:
                progress(done, total)
            found.differences += _of_claim(held, claim, entry, found, told)
            done += 1
    found.differences += _printed(held, found)
    return found


def _of_claim(
    held: Held, claim: Claim, entry: Entry, found: Agreement, told: Mapping[str, str]
) -> Iterator[Difference]:
    """What differs on one claim that this entry decided."""
    decision = next((one for one in claim.decisions if one.uid == f"{entry.uid}/{claim.number}"), None)
    if decision is None:
        yield Difference("REGISTER", claim.number, "missing", entry.body["resolution_no"])
        return
    found.decided += 1
    yield from _in_register(held.conn, claim, decision, entry)
    yield from _in_minutes(held, claim, decision, entry, told)
    if decision.uid in claim.undone:
        found.taken_back += 1
        return
    yield from _in_letters(held.conn, claim, decision, entry.body["letters"][claim.number], found)
    if claim.decision is not None and claim.decision.uid == decision.uid:
        yield from _in_payments(held.conn, claim, decision, found)


def _in_register(conn: Connection, claim: Claim, decision: Decision, entry: Entry) -> Iterator[Difference]:
    found = registered(conn, claim.number, decision.seq)
    if found is None:
        yield Difference("REGISTER", claim.number, "missing", decision.resolution_no)
        return
    award, record = found
    cast = list(entry.body["votes"].values())
    counted = [cast.count(vote) for vote in ("FOR", "AGAINST", "ABSTAIN", "ABSENT")]
    pairs = (
        ("votes", counted, [record.get(f"votes_{one}") for one in ("for", "against", "abstain", "absent")]),
        ("award", decision.award, award),
        ("award", decision.award, record.get("award")),
        ("letter_no", entry.body["letters"][claim.number], record.get("letter_no")),
        ("resolution_no", entry.body["resolution_no"], record.get("resolution_no")),
    )
    for what in dict.fromkeys(what for what, wanted, given in pairs if wanted != given):
        wanted, given = next((a, b) for name, a, b in pairs if name == what and a != b)
        yield Difference("REGISTER", claim.number, what, _shown(wanted), _shown(given))


def _shown(value: object) -> str:
    return ":".join(map(str, value)) if isinstance(value, list) else str(value)


def _in_letters(
    conn: Connection, claim: Claim, decision: Decision, number: str, found: Agreement
) -> Iterator[Difference]:
    rows = letters_numbered(conn, number)
    for other, uid in rows:
        if other != claim.number:
            yield Difference("LETTERS", claim.number, "letter_no", number, other)
            return
        if uid != decision.uid:
            yield Difference("LETTERS", claim.number, "resolution_no", decision.uid, uid)
            return
    if rows:
        found.letters_made += 1
    elif number in {one.letter_no for one in letters_of(claim)}:
        found.letters_queued += 1
    elif claim.decision is not None and claim.decision.uid == decision.uid:
        yield Difference("LETTERS", claim.number, "missing", number)


def _in_payments(conn: Connection, claim: Claim, decision: Decision, found: Agreement) -> Iterator[Difference]:
    listed, payment = last_listed(conn, claim.number), claim.payment
    if payment is not None and payment.decision not in ("", decision.uid):
        payment = None  # of another decision on the claim
    if decision.award == 0 or decision.kind == "RETURN_REQUEST":
        found.paying_nothing += 1
        if payment is not None and decision.kind == "ORIGINAL":
            yield Difference("PAYMENTS", claim.number, "award", "0", str(payment.amount))
        return
    if payment is None:
        found.to_list += 1
        return
    found.listed += 1
    before = 0 if payment.state != "PAID" else payment.amount
    wanted = decision.award - (claim.paid_total - before)
    for given in (payment.amount, listed):
        if given is not None and given != wanted:
            yield Difference("PAYMENTS", claim.number, "award", str(wanted), str(given))
            return


def told_in(minutes: OfficePaper) -> dict[str, str]:
    """What the minutes say came of each claim: the cells of a list, or the lines under its item."""
    told: dict[str, str] = {}
    current = ""
    for block in minutes.blocks:
        if isinstance(block, Table) and len(block.columns) == 6:
            told |= {row[1]: "  ".join(row) for row in block.rows if row[1]}
        elif isinstance(block, Part):
            words = block.text.split()
            current = next((one for one in words if one[:1].isdigit() and "-" in one), "") if block.level == 2 else ""
        elif isinstance(block, Text) and current:
            told[current] = f"{told.get(current, '')}\n{block.text}"
    return told


def _in_minutes(
    held: Held, claim: Claim, decision: Decision, entry: Entry, told: Mapping[str, str]
) -> Iterator[Difference]:
    said = told.get(claim.number)
    if said is None:
        yield Difference("MINUTES", claim.number, "missing", decision.resolution_no)
        return
    single = len(entry.body["claims"]) == 1 and entry.act == "resolve"
    wanted = result_of(held, decision, _register_award(held.conn, claim, decision)) if single else held.won(
        _register_award(held.conn, claim, decision)
    )  # fmt: skip
    if wanted not in said:
        given = said.split("\n")[-1] if single else said
        yield Difference("MINUTES", claim.number, "award", wanted, given)


def _register_award(conn: Connection, claim: Claim, decision: Decision) -> int:
    found = registered(conn, claim.number, decision.seq)
    return decision.award if found is None else found[0]


def _printed(held: Held, found: Agreement) -> Iterator[Difference]:
    """The minutes that were printed last are those of now, in one of the two languages."""
    number = held.meeting.number
    digest = last_printed(held.conn, "MINUTES", f"meeting:{number}")
    found.minutes_printed = bool(digest)
    papers = (minutes_of(held.conn, number, lang, day=held.meeting.date) for lang in ("ko", "en"))
    if digest and digest not in {hashlib.sha256(render(paper)).hexdigest() for paper in papers}:
        yield Difference("MINUTES", "", "not_of_now", "", digest[:16])


def in_words(one: Difference, lang: str) -> str:
    """One difference as a sentence: which line, where, and what it should say."""
    where = paper_word("agree", one.where, lang)
    values = {"where": where, "claim": one.claim, "wanted": one.wanted or "–", "found": one.found or "–"}
    return paper_word("agree", one.what, lang, **values)


def summary_in_words(found: Agreement, lang: str) -> list[str]:
    """What was compared and whether it agrees, line by line."""
    counts = dataclasses.asdict(found) | {"meeting": found.meeting}
    counts.pop("differences")
    head = paper_word("agree", "holds" if found.holds else "differs", lang, n=len(found.differences), **counts)
    lines = [head, paper_word("agree", "counted", lang, **counts)]
    lines.append(paper_word("agree", "printed" if found.minutes_printed else "not_printed", lang))
    return lines + [in_words(one, lang) for one in found.differences]

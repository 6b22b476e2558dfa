"""The one-page summary of a claim for the council (심의 요지), for one claim or for a whole meeting (domain.md 5.5)."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.claim_facts import read_applicant
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.meeting_entries import ClaimsThen
from reviewer.casefile.standing import member_names
from reviewer.desk.agenda_paper import agenda_of
from reviewer.desk.brief_parts import brief_blocks
from reviewer.desk.cuttings import cutting
from reviewer.desk.minutes import held_of
from reviewer.desk.minutes_items import Held
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import paper_word, word_for
from reviewer.letters.office_paper import OfficePaper, Picture, render_pack
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.claim import Claim
from reviewer.rules.meetings import Meeting

Report = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Asked:
    """What is printed: the claims named, or the agenda of a meeting with every claim on it."""

    claims: tuple[str, ...] = ()
    meeting: int = 0


def print_briefs(
    case_file: CaseFile,
    signer: Signer,
    path: Path,
    asked: Asked,
    *,
    lang: str,
    now: dt.datetime,
    progress: Report | None = None,
) -> dict[str, Any]:
    """Write the summaries as one PDF, one sheet a claim, and record that they were printed.

    Raises ClaimUnknown, and ActNotAllowed for a meeting that was not convened.
    """  # fmt: skip
    day, claims = korean_day(now), claims_asked(case_file.reader(), asked)
    papers = [agenda_of(case_file.reader(), asked.meeting, lang, day=day)] if asked.meeting else []
    for done, number in enumerate(claims):
        if progress is not None:
            progress(done, len(claims))
        papers.append(brief_of(case_file, number, lang, day=day))
    title = papers[0].title if papers else ""
    data = render_pack(papers, title)
    about = f"meeting:{asked.meeting}" if asked.meeting else " ".join(claims)
    body = {"what": "AGENDA", "count": len(claims), "sha256": hashlib.sha256(data).hexdigest(), "reason": about}
    with once_recorded(path, data):
        journal.append(case_file, signer, "print", "case", body, made_at=now)
    return {"file": str(path), "sha256": body["sha256"], "claims": len(claims)}


def claims_asked(conn: Connection, asked: Asked) -> tuple[str, ...]:
    """The claims to print: those named, or those on the agenda of the meeting in the order of their numbers."""
    if not asked.meeting:
        return asked.claims
    held = held_of(conn, asked.meeting, "ko").meeting
    at = set(registers.claims_at(conn, ("ON_AGENDA",), meeting=asked.meeting))
    numbers = [item for item in held.agenda if item in at]
    return tuple(sorted(numbers, key=lambda item: held.agenda[item]))


def brief_of(case_file: CaseFile, number: str, lang: str, *, day: dt.date) -> OfficePaper:
    """The summary of one claim; the cuttings come as pixels from the glovebox."""
    conn = case_file.reader()
    claim, case = standing.read_claim(conn, number), standing.read_case(conn)
    meeting = case.meeting(claim.meeting) or Meeting(0, day, "")
    held = Held(conn, case, standing.plan_in_force(conn), meeting, member_names(conn), lang, ClaimsThen(conn))
    applicant = read_applicant(conn, number)
    pictures = tuple(cuttings(case_file, claim, lang))
    title = paper_word("brief", "title", lang)
    blocks = tuple(brief_blocks(held, claim, applicant, pictures))
    return OfficePaper(title, lang, day, blocks, is_sample=case.is_sample, fits_one=True)


SHOWN = ("NORMAL_WEEK_SALES", "OUTAGE_WEEK_SALES", "PROFIT_RATE", "SHARE_FACTOR", "ALT_FACTOR", "DAY_SALES")
"""Figures whose cuttings are printed, the most telling first; who the claimant is needs no cutting."""
MOST = 3


def cuttings(case_file: CaseFile, claim: Claim, lang: str) -> Iterator[Picture]:
    """The cuttings of the figures that are bound to a place; one that cannot be shown is left out."""
    bound = [fact for code in SHOWN for fact in claim.facts if fact.code == code and fact.at]
    for fact in bound[:MOST]:
        name = " ".join(filter(None, (word_for("fact", fact.code, lang), fact.day)))
        if (found := cutting(case_file, fact, name)) is not None:
            yield found

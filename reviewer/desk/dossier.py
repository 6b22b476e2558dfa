"""The dossier of one claim (이의신청 심의 자료): all the council decided on, as one PDF for a review."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import claim_facts, journal, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.casefile.meeting_entries import ClaimsThen
from reviewer.casefile.registers import LetterLine
from reviewer.casefile.standing import member_names
from reviewer.desk.dossier_hashes import hashes
from reviewer.desk.dossier_log import log_blocks
from reviewer.desk.dossier_parts import Asked, Parts
from reviewer.desk.issued_files import file_name, letter_again, same_letter
from reviewer.desk.minutes import date_in
from reviewer.desk.minutes_items import Held
from reviewer.desk.reviewing import korean_day
from reviewer.desk.showing import record_unmasked
from reviewer.letters.archival import Attached
from reviewer.letters.dossier_paper import Again, Chapter, Dossier, render, without
from reviewer.letters.office_paper import Block, Text
from reviewer.letters.whole_file import once_recorded
from reviewer.rules.blind import as_seen
from reviewer.rules.meetings import Meeting
from reviewer.rules.problem import Problem


def print_dossier(
    case_file: CaseFile, signer: Signer, path: Path, asked: Asked, *, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the dossier as a PDF and record that it was made; without masks also that the data was shown, and why.

    Raises ClaimUnknown.
    """
    dossier = dossier_of(case_file, asked, lang, day=korean_day(now), by=signer.member)
    data = render(dossier)
    digest = hashlib.sha256(data).hexdigest()
    body = {"what": "DOSSIER", "format": "pdf", "count": 1, "sha256": digest, "masked": "NO" if asked.reason else "YES"}
    body["reason"] = f"{asked.claim} {asked.reason}".strip()
    with once_recorded(path, data):
        if asked.reason:
            record_unmasked(case_file, signer, "DOSSIER", 1, asked.reason, now=now, claim=asked.claim)
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    letters = max(len(dossier.letters), len(dossier.attached))  # attached also where its pages are not made again
    return {"file": str(path), "sha256": digest, "letters": letters, "masked": body["masked"]}


def dossier_of(case_file: CaseFile, asked: Asked, lang: str, *, day: dt.date, by: str) -> Dossier:
    """What stands in the dossier; `by` is who makes it. The cuttings come as pixels from the glovebox."""
    conn = case_file.reader()
    claim, case = as_seen(standing.read_claim(conn, asked.claim), ""), standing.read_case(conn)
    plan, names = standing.plan_in_force(conn), member_names(conn)
    held = Held(conn, case, plan, case.meeting(claim.meeting) or Meeting(0, day, ""), names, lang, ClaimsThen(conn))
    parts = Parts(case_file, held, claim, claim_facts.read_applicant(conn, asked.claim), asked, day, by)
    lines = [line for line in registers.letters_issued(conn) if line.claim == asked.claim]
    lines.sort(key=lambda line: (line.issued_at, line.letter_no, line.lang != "ko"))
    left_out: list[Block] = []
    attached = tuple(_attached(case_file, parts, lines, left_out)) if asked.reason else ()
    letters = tuple(_letters(case_file, parts, lines, left_out, {one.name for one in attached}))
    chapters = (
        ("claim", parts.claim_sheet()), ("papers", parts.papers()), ("calculation", parts.calculation()),
        ("decisions", parts.decisions()), ("letters", (*hashes(parts, lines), *left_out)),
        ("log", log_blocks(held, claim, parts.mask)),
    )  # fmt: skip
    said = parts.said
    made = Dossier(
        said("title"), lang, day, tuple(parts.cover()),
        (said("contents"), said("contents_name"), said("contents_sheet")),
        tuple(Chapter(f"{n}. {said(f'chapter_{code}')}", tuple(of)) for n, (code, of) in enumerate(chapters, 1)),
        letters, attached, case.is_sample,
    )  # fmt: skip
    if asked.reason:
        return made
    return dataclasses.replace(made, **{
        name: without(getattr(made, name), parts.hide) for name in ("cover", "chapters", "letters")
    })  # fmt: skip


def _letters(
    case_file: CaseFile, parts: Parts, lines: Sequence[LetterLine], left_out: list[Block], attached: Collection[str]
) -> Iterator[Again]:
    """The letters as they left; one that the record does not make the same again is named in the list instead."""
    code = "letter_says" if parts.asked.reason else "letter_says_masked"
    for line in lines:
        names = _named(parts, line)
        try:
            letter = same_letter(case_file, line)
        except Problem:
            why = "only_attached" if file_name(line.letter_no, line.lang) in attached else "not_again"
            left_out.append(Text(parts.said(why if parts.asked.reason else "not_again_masked", **names)))
            continue
        sent = date_in(letter.issued_on, parts.held.lang, weekday=False)
        says = parts.said(code, number=line.letter_no, day=sent)
        yield Again(parts.said("letter_again", **names), says, letter)


def _named(parts: Parts, line: LetterLine) -> dict[str, str]:
    return {"number": line.letter_no, "language": parts.said(f"lang_{line.lang}")}


def _attached(
    case_file: CaseFile, parts: Parts, lines: Sequence[LetterLine], left_out: list[Block]
) -> Iterator[Attached]:
    """The very files that left; one that is neither kept nor made again is named, and what to do about it."""
    for line in lines:
        try:
            data = letter_again(case_file, line)
        except Problem:
            left_out.append(Text(parts.said("not_attached_one", **_named(parts, line))))
            continue
        tells = f"Letter {line.letter_no} as it left"
        yield Attached(file_name(line.letter_no, line.lang), data, "Source", tells, is_paper=True)

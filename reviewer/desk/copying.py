"""Copies of letters that left: the very pages again, in one print file or each alone, and labels for their envelopes.

Each copy is an entry: what, for what purpose, for whom, and until when (copy register, domain.md 6).
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import Signer
from reviewer.casefile.registers import LetterLine
from reviewer.desk.composing import origin_now
from reviewer.desk.issued_files import file_name, letter_of, sha256_of
from reviewer.desk.reviewing import korean_day
from reviewer.desk.verifying import attested_letter
from reviewer.desk.whole_files import only_if_recorded, write_whole
from reviewer.desk.wording import word_for
from reviewer.letters.drawing_room import DrawingRoom
from reviewer.letters.labels import Label, LabelSheets, render
from reviewer.letters.letter import addressee
from reviewer.letters.whole_file import Cancelled
from reviewer.rules.problem import Problem


@dataclasses.dataclass(frozen=True)
class Purpose:
    """Why a copy is made, for whom, and when it is destroyed at the latest."""

    reason: str
    recipient: str = ""
    destroy_by: dt.date | None = None


def chosen(case_file: CaseFile, letters: Sequence[str], languages: Sequence[str] = ("ko", "en")) -> list[LetterLine]:
    """The files of these letters in these languages, in the order in which they left; all letters for none named.

    Raises ActNotAllowed for a letter that never left.
    """
    wanted = set(letters)
    lines = list(reversed(registers.letters_issued(case_file.reader())))
    for number in sorted(wanted - {line.letter_no for line in lines}):
        raise Problem("ActNotAllowed", act="print", why="not_issued_yet", letter=number)
    return [line for line in lines if line.lang in languages and (not wanted or line.letter_no in wanted)]


def drawn_again(
    case_file: CaseFile,
    lines: Sequence[LetterLine],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[bytes, list[bytes]]:
    """One print file of these letters with a bookmark each, and each alone, byte for byte as it left.

    Raises LetterDiffers where one cannot be drawn as it was, Cancelled.
    """
    alone = []
    with DrawingRoom() as drawing:
        for count, line in enumerate(lines, start=1):
            if cancelled is not None and cancelled():
                raise Cancelled
            letter = letter_of(case_file, line)
            drawing.ask(letter)
            unsigned = drawing.answer()
            if sha256_of(unsigned) != line.sha256:
                raise Problem("LetterDiffers", letter=line.letter_no, claim=line.claim)
            alone.append(attested_letter(case_file.reader(), unsigned, line.entry))
            drawing.add(f"{line.letter_no} {line.claim} {line.lang}", letter)
            if progress is not None:
                progress(count, len(lines))
        return (alone[0] if len(lines) == 1 else drawing.merged()), alone


def reprint(
    case_file: CaseFile,
    signer: Signer,
    lines: Sequence[LetterLine],
    path: Path,
    purpose: Purpose,
    *,
    now: dt.datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Write letters again and record it: a folder gets a file each, a PDF all of them; raises as `drawn_again`."""
    merged, alone = drawn_again(case_file, lines, progress=progress, cancelled=cancelled)
    if path.suffix.lower() == ".pdf":
        files = {path: merged}
    else:
        path.mkdir(parents=True, exist_ok=True)
        files = {path / file_name(line.letter_no, line.lang): data for line, data in zip(lines, alone, strict=True)}
    for file, data in files.items():
        write_whole(file, data)
    with only_if_recorded(list(files)):
        record_copy(case_file, signer, "LETTERS", lines, merged, purpose, form="FILE", now=now)
    return {"files": [str(file) for file in files], "letters": len(lines), "sha256": sha256_of(merged)}


def record_copy(
    case_file: CaseFile,
    signer: Signer,
    what: str,
    lines: Sequence[LetterLine],
    data: bytes,
    purpose: Purpose,
    *,
    form: str,
    now: dt.datetime,
) -> Entry:
    """Enter a copy in the register of copies; BadActBody without a purpose."""
    if not purpose.reason.strip():
        raise Problem("BadActBody", field="reason", why="missing")
    numbers = list(dict.fromkeys(line.letter_no for line in lines))
    body: dict[str, Any] = {
        "what": what, "form": form, "count": len(lines), "sha256": sha256_of(data), "letters": numbers,
        "reason": purpose.reason.strip(),
    }  # fmt: skip
    if purpose.recipient.strip():
        body["recipient"] = purpose.recipient.strip()
    if purpose.destroy_by is not None:
        body["destroy_by"] = purpose.destroy_by.isoformat()
    return journal.append(case_file, signer, "print", "case", body, made_at=now)


def labels_of(case_file: CaseFile, lines: Sequence[LetterLine], lang: str, day: dt.date) -> LabelSheets:
    """One label a claim, for all its letters among these; the addressee as on the letters, in Korean."""
    conn = case_file.reader()
    by_claim: dict[str, list[str]] = {}
    for line in lines:
        numbers = by_claim.setdefault(line.claim, [])
        if line.letter_no not in numbers:
            numbers.append(line.letter_no)
    labels = []
    for number, letters in by_claim.items():
        origin = origin_now(conn, standing.read_claim(conn, number), "DECISION", None, "ko", issued_on=day)
        labels.append(Label(tuple(letters), number, origin.applicant.address, addressee(origin)))

    def said(code: str) -> str:
        return word_for("print", code, lang)

    return LabelSheets(
        said("labels_title"), said("labels_without"),
        (said("labels_letter"), said("labels_claim"), said("labels_for")), lang, day, tuple(labels),
        is_sample=standing.read_case(conn).is_sample,
    )  # fmt: skip


def write_labels(
    case_file: CaseFile,
    signer: Signer,
    lines: Sequence[LetterLine],
    path: Path,
    *,
    lang: str,
    now: dt.datetime,
    purpose: Purpose,
) -> dict[str, Any]:
    """Write the labels as a PDF and record it; `without` lists the claims that have no address."""
    sheets = labels_of(case_file, lines, lang, korean_day(now))
    data = render(sheets)
    write_whole(path, data)
    with only_if_recorded([path]):
        record_copy(case_file, signer, "ENVELOPES", lines, data, purpose, form="FILE", now=now)
    return {
        "file": str(path), "labels": len(sheets.addressed), "without": [one.claim for one in sheets.homeless],
        "sha256": sha256_of(data),
    }  # fmt: skip

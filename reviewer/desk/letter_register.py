"""The register of letters (통지문 시행 대장): what left, what replaced it, its copies, and its way to the claimant."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reviewer.casefile import journal, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.casefile.registers import LetterLine
from reviewer.casefile.standing import member_names
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.letters.letter_list import write_letters
from reviewer.letters.table_file import WRITERS
from reviewer.letters.whole_file import sha256_so_far, whole_file
from reviewer.rules.calendar import KOREA
from reviewer.rules.claim import Claim
from reviewer.rules.issued import Delivery, IssuedLetter


@dataclasses.dataclass(frozen=True)
class Copy:
    """One printing of letters after they left, as the register of copies keeps it; purpose and recipient in words."""

    made_at: str
    author: str
    form: str  # PAPER or FILE
    purpose: str
    recipient: str
    destroy_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class Registered:
    """A letter that left: its files by language, what replaced it, its copies, and each step of its way."""

    letter_no: str
    claim: str
    kind: str
    issued_at: str
    author: str
    files: dict[str, LetterLine]
    replaced_by: str = ""
    copies: tuple[Copy, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def last(self) -> Delivery | None:
        """What is known last of its way."""
        return self.deliveries[-1] if self.deliveries else None


def ways_of(conn: Connection, lines: Iterable[LetterLine]) -> dict[str, tuple[str, Delivery | None]]:
    """By the number of each of these letters, the letter that replaced it and what is known last of its way."""
    of = {line.letter_no: line.claim for line in lines}
    claims = standing.read_claims(conn, sorted(set(of.values())))
    known = {one.letter_no: one for claim in claims.values() for one in claim.letters if one.letter_no in of}
    return {
        number: (_replaced_by(claims[of[number]], one), one.deliveries[-1] if one.deliveries else None)
        for number, one in known.items()
    }


def registered(conn: Connection, numbers: Iterable[str] | None = None) -> list[Registered]:
    """Every letter that left, or those with these numbers, the latest first."""
    by_number: dict[str, dict[str, LetterLine]] = {}
    for line in registers.letters_issued(conn, numbers):
        by_number.setdefault(line.letter_no, {})[line.lang] = line
    claims = standing.read_claims(conn, sorted({next(iter(one.values())).claim for one in by_number.values()}))
    copies = _copies(conn)
    found = []
    for number, files in by_number.items():
        first = next(iter(files.values()))
        claim = claims[first.claim]
        known = next((one for one in claim.letters if one.letter_no == number), None)
        found.append(
            Registered(
                number, first.claim, first.kind, first.issued_at, first.author, files, _replaced_by(claim, known),
                tuple(copies.get(number, ())), known.deliveries if known is not None else (),
            )
        )  # fmt: skip
    return found


def _replaced_by(claim: Claim, letter: IssuedLetter | None) -> str:
    """The letter of the decision that is in force now, where this one told an earlier decision."""
    if letter is None or not letter.decision or claim.decision is None or claim.decision.uid == letter.decision:
        return ""
    return claim.decision.letter_no


def _copies(conn: Connection) -> dict[str, list[Copy]]:
    found: dict[str, list[Copy]] = {}
    for act in reversed(registers.acts_of_case(conn, ("print",))):
        body = act.body
        if body["what"] != "LETTERS":
            continue
        purpose, recipient = (standing.kept_text(conn, body.get(name, "")) for name in ("reason", "recipient"))
        copy = Copy(act.made_at, act.author, body.get("form", "FILE"), purpose, recipient, body.get("destroy_by", ""))
        for number in body.get("letters", ()):
            found.setdefault(number, []).append(copy)
    return found


def write_register(
    case_file: CaseFile, signer: Signer, path: Path, *, lang: str, now: dt.datetime, reason: str = ""
) -> dict[str, Any]:
    """Write the register as .csv or .xlsx, without names of claimants, and record the export.

    Raises ValueError for another ending.
    """
    form = path.suffix[1:].lower()
    if form not in WRITERS:
        raise ValueError(f"{path.name}: the register is .csv or .xlsx")
    conn = case_file.reader()
    with whole_file(path) as file:
        count = write_letters(_cells(conn, registered(conn), lang), file, form, lang)
        body = {"what": "LETTERS", "format": form, "count": count, "sha256": sha256_so_far(file)}
        body |= {"masked": "YES"} | ({"reason": reason} if reason.strip() else {})
        journal.append(case_file, signer, "export", "case", body, made_at=now)
    return {"file": str(path), "rows": count, "sha256": body["sha256"]}


def _cells(conn: Connection, letters: Sequence[Registered], lang: str) -> Iterable[tuple[str | int, ...]]:
    names = member_names(conn)

    def said(code: str) -> str:
        return word_for("delivery", code, lang) if code else ""

    for one in letters:
        last, copy = one.last, one.copies[-1] if one.copies else None
        way = [
            " ".join((step.on.isoformat(), said(step.way), said(step.result), names.get(step.author) or step.author))
            for step in one.deliveries
        ]
        yield (
            one.letter_no, " ".join(sorted(one.files)), one.claim, word_for("letter", one.kind, lang),
            korean_day(_moment(one.issued_at)).isoformat(), names.get(one.author) or one.author,
            one.replaced_by, len(one.copies),
            f"{_moment(copy.made_at).astimezone(KOREA):%Y-%m-%d %H:%M}" if copy else "",
            *((copy.purpose, copy.recipient, copy.destroy_by) if copy else ("", "", "")),
            said(last.way) if last else "", said(last.result) if last else "", last.on.isoformat() if last else "",
            (standing.kept_text(conn, last.by) or names.get(last.author) or last.author) if last else "",
            "; ".join(way), *(one.files[code].sha256 if code in one.files else "" for code in ("ko", "en")),
        )  # fmt: skip


def _moment(made_at: str) -> dt.datetime:
    return dt.datetime.fromisoformat(made_at)

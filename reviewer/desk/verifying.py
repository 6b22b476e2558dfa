"""Whether a letter is genuine: what it decides, who issued it, and whether a later one replaced it."""

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.check_chains import entry_holds
from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry
from reviewer.casefile.keys import key_id_of, verify
from reviewer.casefile.letter_rows import entry_as_told, letter_by_digest, letter_by_number, public_key_of, told_by
from reviewer.desk.founding import plan_text
from reviewer.desk.reviewing import korean_day
from reviewer.desk.wording import word_for
from reviewer.documents.signing import signature_of
from reviewer.letters.attestation import Code, attested, read_code, taken_apart, without_signature
from reviewer.letters.letter_record import read_record
from reviewer.rules.korean import date_en, date_ko, fill
from reviewer.rules.problem import Problem

LARGEST = 50_000_000
"""No letter is as large as that, in bytes."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What is known of a letter; `why` says what speaks against it, and is empty for a genuine one.

    `by` is how that is known: `case`, its bytes held against the register of the case; `code`, only the code of its
    paper held against it; or `letter`, what the letter itself proves.
    `key_id` names the key it was issued with. `award` is in won, None for a letter that decides nothing.
    `is_attested` says that the entry of its issue stands in it, `signed_by` whose certificate signed it.
    """

    by: str
    sha256: str
    why: str = ""
    letter_no: str = ""
    lang: str = ""
    kind: str = ""
    claim: str = ""
    issued_at: str = ""
    issued_by: str = ""
    key_id: str = ""
    disposition: str = ""
    award: int | None = None
    replaced_by: str = ""
    is_attested: bool = False
    signed_by: str = ""

    @property
    def genuine(self) -> bool:
        """Whether nothing speaks against the letter."""
        return not self.why

    def as_json(self) -> dict[str, Any]:
        """As `verify --json` prints it."""
        return {"genuine": self.genuine, **dataclasses.asdict(self)}


def verify_by_case(conn: Connection, data: bytes) -> Verdict:
    """Hold the bytes of a letter against the register of the case: all of them must be those that left."""
    letter = without_signature(data)
    unsigned, told = taken_apart(letter) or (letter, {})
    digest = hashlib.sha256(unsigned).hexdigest()
    row = letter_by_digest(conn, digest)
    if row is None:
        return Verdict("case", digest, "not_issued_here")
    found = _of_register(conn, Verdict("case", digest, is_attested=bool(told)), row)
    if not entry_holds(conn, row["entry"]):
        return dataclasses.replace(found, why="entry_broken")
    if told and attested(unsigned, *_attestation(conn, row["entry"])) != letter:
        return dataclasses.replace(found, why="attestation_wrong")
    return _with_signature(found, data, len(letter))


def _with_signature(verdict: Verdict, data: bytes, length: int) -> Verdict:
    """With whose signature stands behind the letter; anything else there speaks against it."""
    if verdict.why or len(data) == length:
        return verdict
    signed = signature_of(data, length)
    if signed is None:
        return dataclasses.replace(verdict, why="signature_wrong")
    return dataclasses.replace(verdict, signed_by=signed.subject)


def verify_code(conn: Connection, code: Code) -> Verdict:
    """Hold a code scanned from paper against the case: the letter of this number, and the entry it tells of."""
    row = letter_by_number(conn, code.letter_no)
    if row is None:
        return Verdict("code", "", "not_issued_here", letter_no=code.letter_no)
    told = told_by(conn, standing.read_claim(conn, row["claim"]), row["kind"], row["letter_no"])
    why = "" if told == (code.entry_hash, code.signature) and entry_holds(conn, row["entry"]) else "another_decision"
    return _of_register(conn, Verdict("code", "", why), row)


def verify_text(conn: Connection, text: str) -> Verdict:
    """As `verify_code`, of what was scanned or typed."""
    try:
        return verify_code(conn, read_code(text))
    except ValueError:
        return Verdict("code", "", "no_code")


def read_letter(path: Path) -> bytes:
    """The bytes of a file that may be a letter; raises FileUnusable for what cannot be read or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise Problem("FileUnusable", file=str(path), why="too_large")
        return path.read_bytes()
    except OSError as fault:
        raise Problem("FileUnusable", file=str(path), why="unreadable") from fault


def verify_by_letter(data: bytes) -> Verdict:
    """What the letter proves without the case: its bytes are those that the holder of this key issued.

    Whether the key is the council's, and whether a later letter replaced this one, no letter can tell.
    """
    letter = without_signature(data)
    apart = taken_apart(letter)
    unsigned, told = apart or (letter, {})
    digest = hashlib.sha256(unsigned).hexdigest()
    record = read_record(unsigned)
    if apart is None or record is None:
        return Verdict("letter", digest, "not_a_letter")
    known = _of_record(Verdict("letter", digest), record)
    if not told:
        return dataclasses.replace(known, why="never_issued")
    why, entry = _what_speaks_against(told, digest)
    if entry is None:
        return dataclasses.replace(known, why=why)
    issued: dict[str, Any] = {"issued_at": entry.made_at, "issued_by": entry.author, "key_id": entry.key_id}
    return _with_signature(dataclasses.replace(known, why=why, is_attested=True, **issued), data, len(letter))


def _what_speaks_against(told: dict[str, Any], digest: str) -> tuple[str, Entry | None]:
    """Why an attestation does not fit these bytes, "" where it does, and the entry it holds where it can be read."""
    try:
        given, public_key = dict(told["entry"]), str(told["public_key"])
        entry = Entry(**given | {"saw": tuple(given["saw"])})
        files = dict(entry.body["files"])
        holds = bytes.fromhex(public_key).hex() == public_key and key_id_of(public_key) == entry.key_id
        holds = holds and entry.recomputed_hash() == entry.hash and verify(public_key, entry.hash, entry.signature)
    except (KeyError, TypeError, ValueError, AttributeError):
        return "attestation_wrong", None
    if not holds or entry.act != "issue_letter":
        return "attestation_wrong", entry
    return ("" if digest in files.values() else "changed"), entry


def _attestation(conn: Connection, uid: str) -> tuple[dict[str, Any], str]:
    told = entry_as_told(conn, uid)
    return told, public_key_of(conn, told["key_id"])


def attested_letter(conn: Connection, unsigned: bytes, uid: str) -> bytes:
    """The letter as it leaves: its bytes with the entry of its issue in them."""
    return attested(unsigned, *_attestation(conn, uid))


def _of_record(verdict: Verdict, record: dict[str, Any]) -> Verdict:
    decision = record.get("decision")
    made = decision if isinstance(decision, dict) else {}
    words: dict[str, Any] = {name: str(record.get(name, "")) for name in ("letter_no", "lang", "kind", "claim")}
    award = made.get("award")
    return dataclasses.replace(
        verdict, **words, disposition=str(made.get("disposition", "")), award=award if type(award) is int else None
    )


def _of_register(conn: Connection, verdict: Verdict, row: Any) -> Verdict:
    claim = standing.read_claim(conn, row["claim"])
    decision = next((one for one in claim.decisions if one.letter_no == row["letter_no"]), None)
    later = claim.decision if decision is not None and claim.decision is not None else None
    entry = entry_as_told(conn, row["entry"])
    return dataclasses.replace(
        verdict,
        letter_no=row["letter_no"], lang=row["lang"], kind=row["kind"], claim=claim.number,
        issued_at=row["issued_at"], issued_by=entry["author"], key_id=entry["key_id"],
        disposition=decision.disposition if decision else "", award=decision.award if decision else None,
        replaced_by=later.letter_no if later is not None and decision is not None and later.seq > decision.seq else "",
    )  # fmt: skip


def in_words(verdict: Verdict, lang: str, conn: Connection | None = None) -> str:
    """The verdict in one sentence, and what it cannot tell in another; `conn` is the case, whose plan has the words."""
    facts: dict[str, Any] = dataclasses.asdict(verdict)
    if verdict.why:
        return _filled(verdict.why, facts, lang)
    if verdict.award is None:
        facts["says"] = _filled("tells", facts, lang)
    else:
        plan = standing.plan_in_force(conn) if conn is not None else standing.plan_from(plan_text())
        known = plan.dispositions.get(verdict.disposition)
        facts |= {"disposition": known.word.in_(lang) if known else verdict.disposition, "award": f"{verdict.award:,}"}
        facts["says"] = _filled("decides", facts, lang)
    facts["later"] = _filled("later" if verdict.replaced_by else "no_later", facts, lang)
    issued = korean_day(dt.datetime.fromisoformat(verdict.issued_at))
    facts["day"] = date_ko(issued) if lang == "ko" else date_en(issued)
    return _filled(verdict.by, facts, lang) + (_filled("signed", facts, lang) if verdict.signed_by else "")


def _filled(code: str, facts: dict[str, Any], lang: str) -> str:
    return fill(word_for("letter_verdict", code, lang), facts, lang)

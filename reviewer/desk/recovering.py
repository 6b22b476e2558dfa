"""Prints the recovery sheet of a key, and goes on from one on another computer (ADR 21)."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from reviewer.casefile import keys, recovery
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.keys import Signer
from reviewer.desk.minutes import date_in
from reviewer.desk.reviewing import korean_day
from reviewer.desk.whole_files import write_whole
from reviewer.desk.wording import word_in
from reviewer.letters.recovery_sheet import RecoverySheet, render

WARNINGS = ("holds", "stolen", "forgotten", "restored")


def print_sheet(
    folder: Path, key_id: str, passphrase: str, path: Path, *, name: str, lang: str, now: dt.datetime
) -> dict[str, Any]:
    """Write the sheet of a key as a PDF. KeyLocked, WrongPassphrase, and what writing raises."""
    lines = recovery.sheet_lines(folder, key_id, passphrase)
    data = render(sheet_of(lines, name, key_id, lang, day=korean_day(now)))
    write_whole(path, data)
    return {"file": str(path), "key_id": key_id, "sha256": hashlib.sha256(data).hexdigest()}


def sheet_of(lines: tuple[str, ...], name: str, key_id: str, lang: str, *, day: dt.date) -> RecoverySheet:
    """What stands on the sheet."""

    def said(code: str) -> str:
        return word_in("recovery", "words", code, lang)

    facts = ((said("person"), name), (said("key"), key_id), (said("made"), date_in(day, lang, weekday=False)))
    warnings = tuple((said(f"{code}_heading"), said(code)) for code in WARNINGS)
    return RecoverySheet(said("title"), lang, day, facts, said("says"), lines, said("picture"), warnings)


def restore(case_file: CaseFile, folder: Path, typed: str, passphrase: str, *, now: dt.datetime) -> Signer:
    """Go on with a new key on this computer, which the old key of the sheet vouches for; it also opens the case.

    Raises RecoveryMistyped, WrongPassphrase, KeyLocked, and what recording raises.
    """
    signer, _ = recovery.restore_key(case_file, folder, typed, passphrase, made_at=now)
    if case_file.key is None:
        return signer
    return keys.remember_case(folder, signer, passphrase, case_file.path, case_file.key)

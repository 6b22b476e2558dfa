"""A run of issuing letters that has not ended: kept on the person's desk, so that it can be gone on with."""

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from reviewer.casefile import desk_notes
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.desk.outbox import Due

_NOTE = "issuing"


@dataclasses.dataclass(frozen=True)
class Unfinished:
    """A run that was cut off: where it wrote, in which languages, and the numbers of its letters."""

    folder: Path
    languages: tuple[str, ...]
    merged: bool
    letters: tuple[str, ...]
    claims: tuple[str, ...]


def unfinished(conn: Connection, person: str) -> Unfinished | None:
    """The run this person began and that never ended, if there is one."""
    kept = desk_notes.drafts_of(conn, person, "case").get(_NOTE)
    if kept is None:
        return None
    found = json.loads(kept)
    return Unfinished(
        Path(found["folder"]), tuple(found["languages"]), found["merged"], tuple(found["letters"]),
        tuple(found["claims"]),
    )  # fmt: skip


def noted(
    folder: Path, due: Sequence[Due], languages: Sequence[str], merged: bool, before: Unfinished | None
) -> Unfinished:
    letters, claims = (before.letters, before.claims) if before is not None else ((), ())
    return Unfinished(
        folder.resolve(), tuple(languages), merged,
        tuple(dict.fromkeys((*letters, *(one.letter_no for one in due)))),
        tuple(dict.fromkeys((*claims, *(one.claim for one in due)))),
    )  # fmt: skip


def keep_note(case_file: CaseFile, signer: Signer, run: Unfinished, now: dt.datetime) -> None:
    said = json.dumps(dataclasses.asdict(run) | {"folder": str(run.folder)}, ensure_ascii=False)
    with case_file.writing() as conn:
        desk_notes.keep_draft(conn, signer.member, "case", _NOTE, said, now.isoformat())


def drop_note(case_file: CaseFile, signer: Signer) -> None:
    with case_file.writing() as conn:
        desk_notes.drop_draft(conn, signer.member, "case", _NOTE)

"""Takes the pictures of docs/pages: the first sheets of every main paper, from an invented case. See `make pages`."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

from reviewer.casefile import case_file, registers, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.desk import agenda_paper, briefs, dossier, issued_files, minutes
from reviewer.desk.dossier_parts import Asked
from reviewer.letters import dossier_paper, office_paper, page

SCALE = 1.3
"""Points to pixels: small enough for a manual, large enough to be read."""
GREYS = 16
SHEETS = 2
DAY = dt.date(2023, 8, 1)
DISPOSITIONS = ("APPROVED_PARTIAL", "NOT_APPROVED", "FIXED")


def letters(case: CaseFile) -> Iterator[tuple[str, bytes]]:
    """One letter of each kind in both languages, as it left."""
    issued = registers.letters_issued(case.reader())
    wanted = dict.fromkeys((*DISPOSITIONS, "SUPPLEMENT"), "")
    for line in issued:
        claim = standing.read_claim(case.reader(), line.claim)
        kind = claim.decision.disposition if line.kind == "DECISION" and claim.decision else line.kind
        if wanted.get(kind) == "" or wanted.get(kind) == line.letter_no:
            wanted[kind] = line.letter_no
            name = kind.lower().replace("_", "-")
            yield f"{name}-{line.lang}", page.render(issued_files.letter_of(case, line))


def papers(case: CaseFile) -> Iterator[tuple[str, bytes]]:
    """The papers of the meeting that decided most, and of a claim it decided."""
    conn = case.reader()
    held = max(standing.read_case(conn).meetings.values(), key=lambda one: len(one.agenda))
    numbers = [number for number, claim in agenda_paper.tabled(minutes.held_of(conn, held.number, "ko")).items()
               if claim.proposal and claim.proposal.award]  # fmt: skip
    waiting = registers.claims_at(conn, ("ON_AGENDA",))
    for lang in ("ko", "en"):
        yield f"agenda-{lang}", office_paper.render(agenda_paper.agenda_of(conn, held.number, lang, day=DAY))
        yield f"minutes-{lang}", office_paper.render(minutes.minutes_of(conn, held.number, lang, day=DAY))
        brief = briefs.brief_of(case, (waiting or numbers)[0], lang, day=DAY)
        yield f"brief-{lang}", office_paper.render(brief)
        made = dossier.dossier_of(case, Asked(numbers[0]), lang, day=DAY, by=held.closed_by)
        yield f"dossier-{lang}", dossier_paper.render(made)


def take(data: bytes, path: Path) -> None:
    """The first sheets beside each other, in greys."""
    document = pypdfium2.PdfDocument(data)
    sheets = [document[at].render(scale=SCALE).to_pil().convert("L") for at in range(min(SHEETS, len(document)))]
    gap = 12
    width = sum(one.width for one in sheets) + gap * (len(sheets) - 1)
    whole = Image.new("L", (width, sheets[0].height), 160)
    at = 0
    for one in sheets:
        whole.paste(one, (at, 0))
        at += one.width + gap
    whole.quantize(GREYS).save(path, optimize=True)


def main(case: Path, folder: Path) -> None:
    """Every picture anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with case_file.open_case(case, passphrase=None, writing=False) as opened:
        for name, data in (*letters(opened), *papers(opened)):
            take(data, folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""The hashes in the dossier of a claim: of every letter and paper, and the code of the seal that covers the log."""

from collections.abc import Iterator, Sequence

from reviewer.casefile.registers import LetterLine
from reviewer.desk.dossier_log import in_groups, moment_in
from reviewer.desk.dossier_parts import Parts
from reviewer.desk.wording import word_for
from reviewer.letters.content import Column, Table
from reviewer.letters.office_paper import Block, Part, Text
from reviewer.rules.seal import code_of


def hashes(parts: Parts, lines: Sequence[LetterLine]) -> Iterator[Block]:
    """The SHA-256 of every letter that left and of every paper, and what the seal proves."""
    said, lang = parts.said, parts.held.lang
    yield Part(said("list_letters"), 2)
    if lines:
        yield _letters(parts, lines)
    yield Text(said(("attached" if parts.asked.reason else "not_attached") if lines else "no_letters"))
    yield Part(said("list_papers"), 2)
    rows = []
    for number, paper in enumerate(parts.claim.papers, 1):
        kind = parts.held.plan.proof_kinds.get(paper.kind)
        rows.append((f"{number}) {kind.name.in_(lang) if kind else paper.kind}", in_groups(paper.document)))
    if rows:
        yield Table((Column(said("list_papers"), 0.4), Column(said("digest"), 0.6)), tuple(rows))
    else:
        yield Text(said("no_papers"))
    yield Part(said("seal"), 2)
    seal = parts.held.case.seal
    if seal is None:
        yield Text(said("seal_none"))
    else:
        yield Text(said("seal_is", seal=code_of(seal.hash), moment=moment_in(seal.made_at, lang)))
        yield Text(said("seal_means"))


def _letters(parts: Parts, lines: Sequence[LetterLine]) -> Table:
    said, lang = parts.said, parts.held.lang
    rows = tuple(
        (
            f"{one.letter_no} ({said(f'lang_{one.lang}')})", word_for("letter", one.kind, lang),
            moment_in(one.issued_at, lang), in_groups(one.sha256),
        )
        for one in lines
    )  # fmt: skip
    columns = (
        Column(said("letter_no"), 0.24), Column(said("letter_kind"), 0.15), Column(said("issued"), 0.21),
        Column(said("digest"), 0.4),
    )  # fmt: skip
    return Table(columns, rows)

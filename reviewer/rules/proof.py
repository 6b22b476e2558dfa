"""Kinds of proof, results of checks, and the verdict on one document."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of document (domain.md 7); claim-level findings are no document."""

    SBC = "SBC"
    BRC = "BRC"
    SLS = "SLS"
    SUS = "SUS"
    BNK = "BNK"
    APP = "APP"
    CNS = "CNS"
    PRX = "PRX"
    OTH = "OTH"


class Result(StrEnum):
    """A person's answer to one check."""

    PASS = "PASS"
    FAIL = "FAIL"
    UNCLEAR = "UNCLEAR"
    NA = "NA"


class Verdict(StrEnum):
    """What the answers say of one document."""

    ACCEPTED = "ACCEPTED"
    ACCEPTED_WITH_NOTE = "ACCEPTED_WITH_NOTE"
    SUPPLEMENT = "SUPPLEMENT"
    NOT_ACCEPTED = "NOT_ACCEPTED"


HARMLESS = "G6"
"""Unmasked personal data is replaced by a masked copy and never counts against a document (domain.md 3)."""

NEVER_REFUSES = Kind.BNK
"""A missing or bad bank copy holds payment and refuses nothing (domain.md 3.5)."""

_ACCEPTED = frozenset({Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_NOTE})
_SEVERITIES = frozenset("BWAF")

CheckRow = tuple[str, str, str | None, bool]
"""One check: its code, its severity, its result (None: unanswered), whether its answer has a note."""


def verdict(checks: Iterable[CheckRow], request_possible: bool) -> Verdict | None:
    """The verdict on one document, or None while it cannot be given yet (domain.md 3).

    None as long as a blocking check is unanswered, or a warning failed without its note. Severities: B blocking,
    W warning, each with or without A (pre-checked); A and F alone decide nothing. ValueError for others.
    """
    undecided = troubled = warned = note_missing = False
    for code, severity, answer, has_note in checks:
        marks = set(severity) - {" "}
        if not marks or marks - _SEVERITIES:
            raise ValueError(f"unknown severity {severity!r} of {code}")
        result = None if answer is None else Result(answer)
        if code == HARMLESS:
            continue
        if "B" in marks:
            undecided |= result is None
            troubled |= result in (Result.FAIL, Result.UNCLEAR)
        elif "W" in marks and result is Result.FAIL:
            warned = True
            note_missing |= not has_note
    if undecided:
        return None
    if troubled:
        return Verdict.SUPPLEMENT if request_possible else Verdict.NOT_ACCEPTED
    if note_missing:
        return None
    return Verdict.ACCEPTED_WITH_NOTE if warned else Verdict.ACCEPTED


def is_proved(verdicts: Iterable[str | None]) -> bool:
    """Tell whether one document among those of a kind was accepted; the others then do no harm."""
    return any(found in _ACCEPTED for found in verdicts)


def missing(required: Sequence[str], verdicts: Mapping[str, Sequence[str | None]]) -> tuple[str, ...]:
    """The required kinds without an accepted document, in the order required.

    `verdicts` holds, for each kind, the verdicts of its documents (None: not finished).
    """
    return tuple(kind for kind in required if not is_proved(verdicts.get(kind, ())))

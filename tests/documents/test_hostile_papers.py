"""A short trial of papers that mean harm; the long one is `tests/acceptance/test_hostile_papers.py`."""

from collections.abc import Iterator

from reviewer.documents.gloves import Spare
from reviewer.documents.opening import inspect
from tests.documents import hostile_offices, hostile_papers, hostile_pdfs, paper_trial

SLOW = {
    "endless.pdf", "pattern-in-itself.pdf", "endless-shading.pdf", "page-bomb.pdf", "fax-of-a-gigabyte.pdf",
    "mask-in-itself.pdf", "hundred-thousand-pages.pdf", "packed-twice.pdf", "million-lines.pdf",
}  # fmt: skip


def quick() -> Iterator[hostile_papers.Paper]:
    """What is answered at once, and three broken copies of each good paper."""
    yield from (paper for paper in hostile_pdfs.pdfs() if paper[0] not in SLOW)
    yield from hostile_offices.ole_files()
    yield from hostile_papers.mutated(3 * len(hostile_papers.good()), seed=1015)


def test_broken_and_hostile_papers_are_shown_or_explained_and_leave_nothing_behind() -> None:
    run = paper_trial.run(quick())
    print(run.report())
    assert len(run.trials) > 80
    assert [trial.line() for trial in run.trials if trial.late or trial.answers["crashed"]] == []
    assert (run.children, run.descriptors) == (0, 0)
    assert run.grown < 64


def test_a_workbook_beyond_all_memory_is_told_as_too_large_by_a_warm_child_too() -> None:
    book = hostile_offices.untold_corner()
    spare = Spare()
    try:
        assert inspect(book, "a.xlsx", spare=spare).problem == "too_large"
    finally:
        spare.close()

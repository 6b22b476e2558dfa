"""Hundreds of broken and hostile papers: each is shown or explained in time; nothing grows, dies or stays behind."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import hostile_papers, paper_trial
from tests.documents.hostile_papers import Paper
from tests.documents.paper_trial import Run, Trial

pytestmark = pytest.mark.acceptance

REFUSED = {
    "page-bomb": {""}, "two-hundred-thousand-pages": {"too_large"}, "locked": {"password"}, "bomb": {"too_large", ""},
    "bomb-within-limits": {"too_large"}, "text-bomb": {"too_large"}, "profile-bomb": {"too_large"},
    "laughs": {"damaged", ""}, "entity-of-a-file": {"damaged"}, "untold-corner": {"too_large"},
    "strings": {"too_large"}, "empty": {"empty"}, "program": {"unsupported"},
}  # fmt: skip
"""How papers of this name (without ending) may end; an empty word is: opened."""


def told(run: Run) -> Run:
    print("\n" + run.report())
    return run


def whole(run: Run) -> None:
    """Nothing was late, nobody crashed, nothing grew, nothing is left."""
    assert [(trial.name, trial.late) for trial in run.trials if trial.late] == []
    assert [trial.line() for trial in run.trials if trial.answers["crashed"]] == []
    assert (run.children, run.descriptors) == (0, 0)
    assert run.grown < 150  # the bombs themselves are made in this process


def test_every_paper_that_was_made_to_do_harm_is_shown_or_explained() -> None:
    run = told(paper_trial.run(hostile_papers.special()))
    assert len(run.trials) >= 120
    for trial in run.trials:
        assert trial.refused in REFUSED.get(Path(trial.name).stem, {trial.refused}), trial.line()
    whole(run)


def test_five_hundred_broken_copies_of_good_papers_are_shown_or_explained() -> None:
    run = told(paper_trial.run(hostile_papers.mutated(500, seed=20_221_015)))
    assert len(run.trials) == 500
    whole(run)


def test_the_corpus_and_four_hundred_broken_copies_of_it_are_shown_or_explained(corpus: Path) -> None:
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.suffix != ".tsv")
    small = {path.name: path.read_bytes() for path in files if 0 < path.stat().st_size < 1_000_000}

    def all_of_them() -> Iterator[Paper]:
        yield from ((path.name, path.read_bytes()) for path in files)
        yield from hostile_papers.mutated(400, seed=15, originals=small)

    run = told(paper_trial.run(all_of_them()))
    assert len(run.trials) == len(files) + 400
    whole(run)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_three_hundred_papers_one_after_another_leave_memory_flat() -> None:
    sizes: list[int] = []

    def watch(_: Trial) -> None:
        sizes.append(paper_trial.resident() >> 20)

    originals = hostile_papers.good()
    began = time.monotonic()
    run = told(paper_trial.run(((name, data) for _ in range(15) for name, data in originals.items()), watch))
    print(f"{len(sizes)} papers in {time.monotonic() - began:.0f} s: {sizes[20]} MiB after 20, {sizes[-1]} at the end")
    assert sizes[-1] - sizes[20] < 16
    whole(run)

"""A sample case to try the program with, made in the person's own data folder."""

import contextlib
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

SAMPLE_CLAIMS, SAMPLE_REVIEWED, SEED = 6000, 8, 1015
"""So many reports that a claim is left at every stage, for the tour and for whoever tries each place."""
PHASES, FINE = 3, 1000
"""Delivery, intake and review each count from 0; the bar shows them one after the other, in thousandths."""
MAKING, A_DAY = "sample.making", 86_400
"""How the folder of a sample begins that is being made, and the seconds after which nobody makes it any more."""


def make_sample(progress: Callable[[int, int], None], *, anew: bool = False) -> Path:
    """Make a sample case, or (but `anew`) find the one made before; its path. To be called on the clerk lane.

    `progress(done, all)` may raise to stop the work; nothing half-made is left behind then.
    """
    import platformdirs

    from reviewer.sample.demo import make_demo

    folder = Path(platformdirs.user_data_dir("claim-reviewer", appauthor=False)) / "sample"
    case = folder / "demo.casedb"
    if case.exists() and not anew:
        return case
    _clear_away(folder)
    half_made = folder.with_name(f"{MAKING}-{secrets.token_hex(4)}")  # two windows may make one at the same time
    half_made.mkdir(parents=True)
    try:
        make_demo(half_made, claims=SAMPLE_CLAIMS, seed=SEED, review=SAMPLE_REVIEWED, progress=_whole(progress))
        if case.exists() and not anew:
            return case
        shutil.rmtree(folder, ignore_errors=True)
        half_made.rename(folder)
    finally:
        shutil.rmtree(half_made, ignore_errors=True)
    return case


def _clear_away(folder: Path) -> None:
    """Remove what a program that was cut off left half-made; what another one is making is younger."""
    for left in folder.parent.glob(f"{MAKING}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > A_DAY:
                shutil.rmtree(left, ignore_errors=True)


def _whole(progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """One count from the counts of the phases."""
    phase, last = 0, 0.0

    def tell(done: int, total: int) -> None:
        nonlocal phase, last
        part = min(done / total, 1.0) if total else 0.0
        if part < last:
            phase = min(phase + 1, PHASES - 1)
        last = part
        progress(round((phase + part) / PHASES * FINE), FINE)

    return tell

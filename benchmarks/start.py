"""From the start of the process to the painted list of claims, beside a window with one label."""

from benchmarks.processes import BARE_WINDOW, milliseconds_to_paint, peak_megabytes, program
from benchmarks.result import Result, compared, in_turn
from benchmarks.sample import Sample, sample_of

ROUNDS, FEW = 9, 5
SMALL = 10_000
LABEL = "bare QMainWindow with a label"


def measure(sample: Sample) -> list[Result]:
    """Start to paint of the whole sample and of one with 10,000 claims, and peak memory, beside the bare window."""
    small, count = sample_of(SMALL), f"{sample.claims:,} claims"
    list_of, list_of_few = (program("--exit-after-paint", one.case) for one in (sample, small))
    whole = program("--exit-when-whole", sample.case)
    first = to_paint(sample, ROUNDS, f"start to painted list, {count}", 1.5)
    for command in (list_of_few, whole):
        milliseconds_to_paint(command)
    growth = in_turn(lambda: milliseconds_to_paint(list_of), lambda: milliseconds_to_paint(list_of_few), FEW)
    rest = in_turn(lambda: milliseconds_to_paint(whole), lambda: milliseconds_to_paint(BARE_WINDOW), FEW)
    memory = in_turn(lambda: peak_megabytes(whole), lambda: peak_megabytes(BARE_WINDOW), 3)
    return [
        first,
        compared(
            f"start to painted list, beside {small.claims:,} claims, {count}", "ms", "the small one", growth, aim=1.2
        ),
        compared(f"start to the whole window with its list, {count}", "ms", LABEL, rest),
        compared(f"peak memory with the list open, {count}", "MB", LABEL, memory),
    ]


def to_paint(sample: Sample, rounds: int, name: str, aim: float) -> Result:
    """Start to painted list beside the bare window, in turn."""
    list_of = program("--exit-after-paint", sample.case)
    for command in (list_of, BARE_WINDOW):
        milliseconds_to_paint(command)  # compiled modules and the file are in memory from here on
    pair = in_turn(lambda: milliseconds_to_paint(list_of), lambda: milliseconds_to_paint(BARE_WINDOW), rounds)
    return compared(name, "ms", LABEL, pair, aim=aim)

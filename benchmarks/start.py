"""From the start of the process to the painted list of claims, beside a window with one label."""

from benchmarks.processes import BARE_WINDOW, milliseconds_to_paint, peak_megabytes, program
from benchmarks.result import Result, compared, in_turn
from benchmarks.sample import Sample, sample_of

ROUNDS, FEW = 9, 5
SMALL = 10_000


def measure(sample: Sample) -> list[Result]:
    """Start to paint of the whole sample and of one with 10,000 claims, and peak memory, beside the bare window."""
    small = sample_of(SMALL)
    list_of, list_of_few = (program("--exit-after-paint", one.case) for one in (sample, small))
    for command in (list_of, list_of_few, BARE_WINDOW):
        milliseconds_to_paint(command)  # compiled modules and the file are in memory from here on
    whole = in_turn(lambda: milliseconds_to_paint(list_of), lambda: milliseconds_to_paint(BARE_WINDOW), ROUNDS)
    growth = in_turn(lambda: milliseconds_to_paint(list_of), lambda: milliseconds_to_paint(list_of_few), FEW)
    memory = in_turn(lambda: peak_megabytes(list_of), lambda: peak_megabytes(BARE_WINDOW), 3)
    count = f"{sample.claims:,} claims"
    return [
        compared(f"start to painted list, {count}", "ms", "bare QMainWindow with a label", whole, aim=1.5),
        compared(f"start to painted list, {count}", "ms", f"the same with {small.claims:,} claims", growth, aim=1.2),
        compared(f"peak memory with the list open, {count}", "MB", "bare QMainWindow with a label", memory),
    ]

"""One measured figure beside its baseline, and the timing that makes the two comparable."""

import dataclasses
import time
from collections.abc import Callable, Sequence
from statistics import median

Measure = Callable[[], float]


@dataclasses.dataclass(frozen=True)
class Result:
    """A figure of the program and of its baseline: medians over `rounds`; `ratio` is the median of the rounds' own.

    `aim` is a limit of the ratio, or of the figure where there is no baseline; `is_rate` means more is better.
    """

    name: str
    figure: float
    unit: str
    baseline: str = ""
    baseline_figure: float | None = None
    ratio: float | None = None
    rounds: int = 1
    aim: float | None = None
    is_rate: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        reached = self.ratio if self.ratio is not None else self.figure
        return reached >= self.aim if self.is_rate else reached <= self.aim


def seconds(work: Callable[[], object]) -> float:
    """How long one call lasts, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(ours: Measure, baseline: Measure, rounds: int) -> tuple[list[float], list[float]]:
    """Measure both in turn, whoever is first changing, so that a busy minute of the machine meets both alike."""
    first: list[float] = []
    second: list[float] = []
    for number in range(rounds):
        pairs = [(first, ours), (second, baseline)]
        for kept, measure in pairs if number % 2 else reversed(pairs):
            kept.append(measure())
    return first, second


def compared(
    name: str, unit: str, baseline: str, pair: tuple[Sequence[float], Sequence[float]], **more: object
) -> Result:
    """A result from the rounds of both sides, in their order."""
    ours, theirs = pair
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    return Result(name, median(ours), unit, baseline, median(theirs), ratio, len(ours), **more)  # type: ignore[arg-type]


def at_share(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

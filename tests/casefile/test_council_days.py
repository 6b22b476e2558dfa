"""Days of six people at random, against a model of the council written from domain.md alone."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.council_model.case_and_model import founded
from tests.council_model.days import CouncilDays
from tests.council_model.law import STAGES
from tests.council_model.standing import Rule
from tests.independent.test_recompute_log import worked_out

BY_ANOTHER = {
    "check_decision", "check_fixed_list", "check_quality", "confirm_account", "look_again", "record_challenge",
    "withdraw_challenge",
}  # fmt: skip
"""What a second person has to do. Confirming the secretary's changes is the chair's alone, and so never theirs."""


def run(folder: Path, series: int, steps: int, *, same: bool) -> None:
    """So many series of days; a failure tells the last deeds before it (to shrink real days would take hours)."""
    room = founded(folder / "pattern")
    room.case_file.close()
    CouncilDays.begin(room, folder / "logs")
    CouncilDays.logs.mkdir()
    plan = settings(
        max_examples=series, stateful_step_count=steps, deadline=None, derandomize=same, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(CouncilDays, settings=plan)
    more_days(steps)


def more_days(steps: int) -> None:
    """What is far from the beginning, such as asking money back, may take a few series more."""
    for series in range(40):
        seen = set(STAGES) <= set(CouncilDays.reached) and set(Rule.named) <= set(CouncilDays.landed)
        if seen and not left_alone():
            return
        days = CouncilDays()
        for step in range(steps):
            days.something_happens(1_000 * series + step)
        days.teardown()


def left_alone() -> set[str]:
    """Of what a second person has to do, what the first never tried with the very words of the second."""
    return BY_ANOTHER - set(+CouncilDays.alone)


def nothing_was_left_out() -> None:
    """Every act that the model knows was done, and refused to somebody; every stage was reached."""
    known = set(Rule.named)
    assert known - set(CouncilDays.landed) == set()
    assert known - set(CouncilDays.refused) == set()
    assert set(STAGES) - set(CouncilDays.reached) == set()
    assert left_alone() == set()


def the_log_is_reached_again(logs: Path) -> None:
    """A script that knows nothing of the program reaches the same awards, votes and dispositions."""
    for log in sorted(logs.glob("*.jsonl")):
        assert worked_out(log, log.with_suffix(".csv"))[1][-1].endswith(" 0 differences"), worked_out(log)


def test_no_illegal_act_ever_lands_and_every_legal_one_does(tmp_path: Path) -> None:
    run(tmp_path, 12, 200, same=True)
    nothing_was_left_out()
    the_log_is_reached_again(tmp_path / "logs")


@pytest.mark.acceptance
def test_nor_in_a_year_of_days(tmp_path: Path) -> None:
    run(tmp_path, 150, 300, same=False)
    nothing_was_left_out()
    the_log_is_reached_again(tmp_path / "logs")

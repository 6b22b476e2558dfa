"""Every award is worked out again from the exported log alone, by domain.md 2.9 and 9, without the program's rules."""

import json
import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import run

Line = dict[str, Any]
SETTLED = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "NOT_APPROVED")


def band(loss: int) -> int:
    """Won of the fixed band a loss falls into (domain.md 1.4)."""
    return 30_000 if loss <= 300_000 else 50_000


def product(line: Line) -> Decimal:
    """Loss times factors, exactly."""
    rate = Decimal(line["profit_rate"])
    if line["method"] == "B":
        rate += Decimal(line["labour_ratio"]) + Decimal(line["rent_ratio"])
    return Decimal(line["verified_loss"]) * rate * Decimal(line["alt_factor"]) * Decimal(line["share_factor"])


def calculated(line: Line) -> int:
    """The calculated_award in won."""
    loss = int(line["verified_loss"])
    if loss <= 500_000:
        return band(loss) if loss > 0 else 0
    exact = product(line)
    won = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert line["assessed_amount"] == won
    if step := int(line["round_up_to"] or 0):
        won = int((exact / step).to_integral_value(ROUND_CEILING)) * step
    floor = max(won, 50_000)
    assert bool(line["floor_applied"]) == (won < 50_000)
    return max(0, floor - int(line["offsets"] or 0))


def disposition(line: Line) -> str:
    """What the comparison of losses calls for, before offsets (domain.md 3.9)."""
    loss, claimed = int(line["verified_loss"]), int(line["claimed_loss"])
    if loss <= 0:
        return "NOT_APPROVED"
    if loss <= 500_000:
        return "CONVERTED_FIXED"
    return "APPROVED_FULL" if 100 * loss >= 99 * claimed else "APPROVED_PARTIAL"


def faults(line: Line) -> list[str]:
    """What of a decision does not follow from its own line."""
    found = []
    if line["disposition"] == "FIXED" and line["award"] != band(line["claimed_loss"]):
        found.append(f"a fixed award of {line['award']}")
    if line["normal_week_sales"] is not None:
        loss = max(0, line["normal_week_sales"] - line["outage_week_sales"])
        if loss != line["verified_loss"]:
            found.append(f"a loss of {line['verified_loss']}, not {loss}")
        if calculated(line) != line["calculated_award"]:
            found.append(f"calculated {line['calculated_award']}, not {calculated(line)}")
        if line["award_basis"] == "CALCULATED" and line["award"] != line["calculated_award"]:
            found.append(f"an award of {line['award']} against {line['calculated_award']}")
        wanted = "NOT_APPROVED" if disposition(line) in SETTLED and calculated(line) == 0 else disposition(line)
        if line["disposition"] in SETTLED and line["disposition"] != wanted:
            found.append(f"{line['disposition']} where the books say {wanted}")
    if line["disposition"] in ("NOT_APPROVED", "INADMISSIBLE", "WITHDRAWN", "REFERRED") and line["award"]:
        found.append(f"{line['award']} won for {line['disposition']}")
    votes = {name: line[f"votes_{name}"] for name in ("for", "against", "abstain")}
    if line["resolution_no"] and sum(votes.values()) != line["present"]:
        found.append("votes that do not add up")
    left = line["seats"] - len(re.findall(r"[\w-]+", line["recused"]))
    if line["resolution_no"] and not (2 * votes["for"] > line["present"] and 2 * line["present"] > left):
        found.append("no majority")
    return [f"{line['claim_no']}: {fault}" for fault in found]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    folder = tmp_path_factory.mktemp("award") / "demo"
    assert run(["demo", str(folder), "--claims", "900", "--seed", "29", "--review", "14"]) == 0
    out = folder / "again.jsonl"
    assert run(["log", str(folder / "demo.casedb"), "--out", str(out), "--as", "SIM-secretary"]) == 0
    return read(out)


def read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_award_follows_from_its_own_line(lines: list[Line]) -> None:
    assert [fault for line in lines for fault in faults(line)] == []


def test_the_sample_decides_enough_to_mean_something(lines: list[Line]) -> None:
    assert len(lines) >= 14
    assert sum(line["normal_week_sales"] is not None for line in lines) >= 4


@pytest.mark.parametrize("field", ["award", "verified_loss", "votes_for"])
def test_a_changed_figure_is_noticed(lines: list[Line], field: str) -> None:
    line = next(one for one in lines if one["award_basis"] == "CALCULATED" and one["award"])
    try:
        found = faults({**line, field: line[field] + 1})
    except AssertionError:
        found = ["the working does not come out"]
    assert found

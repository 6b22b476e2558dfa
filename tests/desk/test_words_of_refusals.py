"""Why an act is refused is said in words of either language, never in a code, a type or an empty place."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import reviewer
from reviewer.desk.founding import plan_text
from reviewer.desk.wording import problem_in_words, word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.shape import Field
from reviewer.rules.award_terms import require_rate
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem

RULES = Path(reviewer.__file__).parent / "rules" / "acts"
PLAN = read_plan(plan_text())
LANGUAGES = ("ko", "en")
WHY = re.compile(r'why="([^"]+)"')


def whys() -> list[str]:
    """Every reason that an act gives as it stands in the code."""
    return sorted({found[1] for path in RULES.glob("*.py") for found in WHY.finditer(path.read_text("utf-8"))})


def kinds(fields: object) -> set[str]:
    """The kinds of all fields of a shape."""
    if isinstance(fields, Field):
        return {fields.kind} | kinds(fields.inside)
    if isinstance(fields, dict):
        return set().union(*map(kinds, fields.values())) if fields else set()
    return set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_the_acts_has_words(lang: str) -> None:
    assert len(whys()) > 100
    assert [why for why in whys() if word_for("why", why, lang) == why] == []
    shapes = {f"not a {kind}" for act in ACTS.values() for kind in kinds(act.body)}
    assert [why for why in sorted(shapes) if word_for("why", why, lang) == why] == []
    choices = word_for("why", "not one of AGREE DIFFER", lang)
    assert choices.endswith(" AGREE DIFFER")
    assert "not one of" not in choices


def test_outcomes_are_called_as_the_plan_calls_them() -> None:
    for code, one in PLAN.dispositions.items():
        if word_for("disposition", code, "en") != code:
            assert [word_for("disposition", code, lang) for lang in LANGUAGES] == [
                one.word.in_(lang) for lang in LANGUAGES
            ]


@pytest.mark.parametrize(
    ("what", "check", "said"),
    [
        ("disposition_differs", "APPROVED_FULL", "or correct the calculation: Approved in full)"),
        ("loss_is_verified", "842400", "or correct the calculation: 842,400 won)"),
        ("assessment", "", "the calculation is missing)"),
        ("check", "SLS3", "a check is not answered: SLS3)"),
    ],
)
def test_what_a_decision_lacks_is_told_without_codes(what: str, check: str, said: str) -> None:
    told = problem_in_words(Problem("DecisionIncomplete", claim="2023-000001", what=what, check=check), "en")
    assert said in told


def test_a_rate_that_is_none_is_told_without_its_type() -> None:
    with pytest.raises(ValueError, match=r"^not a rate between 0 and 1$"):
        require_rate(Decimal("1.2"))
    assert word_for("why", "not a rate between 0 and 1", "ko") == "비율은 0과 1 사이여야 합니다"


def test_the_example_of_a_hold_names_a_reason_of_the_plan() -> None:
    assert ACTS["hold"].example["reason"] in PLAN.hold_reasons

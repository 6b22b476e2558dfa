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


def test_stages_are_called_as_the_plan_calls_them() -> None:
    for code, one in PLAN.stages.items():
        assert [word_for("stage", code, lang) for lang in LANGUAGES] == [one.in_(lang) for lang in LANGUAGES]


@pytest.mark.parametrize(
    ("lang", "wanted", "said"),
    [
        ("ko", "take_back", "현재 단계(취하)에서는 할 수 없는 처리입니다(되돌리기)"),
        ("en", "take_back", "at the stage withdrawn; this does not follow from it: take back."),
        ("ko", "NOTIFIED", "현재 단계(취하)에서는 할 수 없는 처리입니다(통지)"),
        ("en", "NOTIFIED", "at the stage withdrawn; this does not follow from it: notified."),
    ],
)
def test_a_stage_that_forbids_is_told_without_codes(lang: str, wanted: str, said: str) -> None:
    problem = Problem("StageForbids", claim="2023-000001", stage="WITHDRAWN", wanted=wanted)
    assert said in problem_in_words(problem, lang)


FIELD = re.compile(r'"BadActBody", field="([a-z_]+)')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_that_a_refusal_names_has_a_word(lang: str) -> None:
    named = {found[1] for path in RULES.parent.rglob("*.py") for found in FIELD.finditer(path.read_text("utf-8"))}
    of_forms = {"date", "document", "due", "ground", "kind", "note", "on", "person", "promise_due", "reason"}
    of_forms |= {"reply_by", "time", "deficiencies"}
    assert len(named) > 40
    assert [name for name in sorted(named - of_forms) if word_for("field", name, lang) == name] == []

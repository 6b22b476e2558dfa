"""Acts in the timeline are told in the words of the plan, not in its codes."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reviewer.casefile.search_matches import Match
from reviewer.rules.acts import ACTS
from reviewer.rules.plan import Plan
from reviewer.ui import act_words
from reviewer.ui.act_words import PLANNED, summary
from reviewer.ui.found_words import found_in_words
from reviewer.ui.wording import use_language


@pytest.fixture(params=["en", "ko"])
def lang(request: pytest.FixtureRequest, qapp: Any) -> Iterator[str]:
    """The language of the windows."""
    installed: list[Any] = []
    use_language(qapp, request.param, installed)
    yield request.param
    use_language(qapp, "en", installed)


def said(plan: Plan, act: str, **facts: object) -> str:
    case: Any = SimpleNamespace(roster={})
    return summary(SimpleNamespace(act=act, facts=facts), plan, case, str)


def test_reasons_and_kinds_are_told_in_the_words_of_the_plan(plan: Plan, lang: str) -> None:
    held = plan.hold_reasons["H01"].in_(lang)
    assert said(plan, "hold", reason="H01") == f"H01 {held}"
    failed = plan.supplement_reasons["R01"].short.in_(lang)
    result = act_words.result_word("FAIL")
    assert said(plan, "record_check", check="G1", reason="R01", result="FAIL") == f"G1 · R01 {failed} · {result}"
    refused = plan.decision_reasons["P07"].short.in_(lang)  # its longer text is for the letter, with blanks to fill in
    assert said(plan, "resolve", reason="P07") == f"P07 {refused}"
    assert found_in_words([Match("reasons", codes=("P07",))], plan).endswith(f": {refused}")
    assert "OTHER" not in said(plan, "record_check", check="G1", reason="OTHER", result="FAIL")
    assert said(plan, "classify_paper", kind="SBC") == act_words.word(plan.proof_kinds, "SBC") != "SBC"
    assert said(plan, "declare_false", reason=next(iter(plan.false_reasons))) in {
        one.in_(lang) for one in plan.false_reasons.values()
    }


def test_every_code_of_the_plan_that_an_act_holds_has_a_word(plan: Plan, qtbot: QtBot) -> None:
    for (act, name), table in PLANNED.items():
        assert name in ACTS[act].body
        for code in getattr(plan, table):
            assert said(plan, act, **{name: code}) not in ("", code), (act, code)

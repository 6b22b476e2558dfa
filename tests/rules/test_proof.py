"""The verdict on one document, and what is still missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.proof import (
    CheckRow,
    Result,
    Verdict,
    is_proved,
    missing,
    verdict,
)

FOUR = ("SBC", "SLS", "SUS", "BNK")
RESULTS = st.none() | st.sampled_from([str(r) for r in Result])
ROWS = st.lists(
    st.tuples(st.sampled_from(["G1", "SBC1", "G6"]), st.sampled_from(["B", "W", "B A"]), RESULTS, st.booleans())
)


def row(severity: str, result: str | None, note: bool = False, code: str = "SBC1") -> CheckRow:
    return (code, severity, result, note)


def test_a_document_without_trouble_is_accepted() -> None:
    assert verdict([row("B", "PASS"), row("W", "NA"), row("W", None), row("W A", "UNCLEAR")], True) is Verdict.ACCEPTED
    assert verdict([row("B", "NA")], False) is Verdict.ACCEPTED


def test_there_is_no_verdict_while_a_blocking_check_is_unanswered() -> None:
    assert verdict([row("B A", None), row("B", "FAIL")], True) is None


@pytest.mark.parametrize("result", ["FAIL", "UNCLEAR"])
def test_a_blocking_problem_asks_for_more_while_that_is_possible(result: str) -> None:
    assert verdict([row("B", "PASS"), row("B", result)], True) is Verdict.SUPPLEMENT
    assert verdict([row("B", "PASS"), row("B", result)], False) is Verdict.NOT_ACCEPTED


def test_a_failed_warning_needs_its_note() -> None:
    assert verdict([row("B", "PASS"), row("W", "FAIL")], True) is None
    assert verdict([row("W", "FAIL", note=True)], True) is Verdict.ACCEPTED_WITH_NOTE
    assert verdict([row("W", "FAIL", note=True), row("W", "FAIL")], True) is None
    assert verdict([row("W", "FAIL"), row("B", "FAIL")], True) is Verdict.SUPPLEMENT


@pytest.mark.parametrize("severity", ["B", "W", "W A"])
def test_unmasked_personal_data_never_hurts(severity: str) -> None:
    assert verdict([row(severity, "FAIL", code="G6"), row("B", "PASS")], False) is Verdict.ACCEPTED


def test_a_finding_of_its_own_decides_nothing() -> None:
    assert verdict([row("F", "FAIL", code="CLM4"), row("A", "FAIL")], True) is Verdict.ACCEPTED


@pytest.mark.parametrize("severity", ["", "X", "BX"])
def test_an_unknown_severity_is_refused(severity: str) -> None:
    with pytest.raises(ValueError, match="severity"):
        verdict([row(severity, "PASS")], True)


def test_an_unknown_result_is_refused() -> None:
    with pytest.raises(ValueError, match="OK"):
        verdict([row("B", "OK")], True)


@given(ROWS, st.booleans())
def test_a_document_is_refused_only_after_a_blocking_problem(rows: list[CheckRow], possible: bool) -> None:
    found = verdict(rows, possible)
    blocking = {result for code, severity, result, _ in rows if "B" in severity and code != "G6"}
    assert (found in (Verdict.SUPPLEMENT, Verdict.NOT_ACCEPTED)) == (
        None not in blocking and bool(blocking & {"FAIL", "UNCLEAR"})
    )
    if found is Verdict.NOT_ACCEPTED:
        assert not possible


def test_one_accepted_document_proves_its_kind() -> None:
    assert is_proved(["NOT_ACCEPTED", "ACCEPTED_WITH_NOTE"])
    assert not is_proved([None, "SUPPLEMENT"])
    assert missing(FOUR, {"SBC": ["ACCEPTED"], "SLS": ["SUPPLEMENT", None]}) == ("SLS", "SUS", "BNK")

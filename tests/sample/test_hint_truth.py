"""The truth of a sample knows every hint the program gives, and has papers and claims that agree and that do not."""

from collections import defaultdict

import pytest

from reviewer.rules.plan import Plan
from reviewer.sample.applications import Applications
from reviewer.sample.hints import CLAIM_HINTS, PAPER_HINTS, Written, claim_hints, paper_hints
from reviewer.sample.proportions import applications_among
from tests.rules.paper_room import all_hints, paper, reading
from tests.sample.conftest import Line

NEVER_SAID = {"SLS11"}
"""No sales paper says what was declared to the tax office."""
ALIKE = (("SBC5", "BRC1"), ("SBC6", "BRC2"), ("SBC7", "BRC3"), ("BNK4", "BNK5"))
"""Checks that ask the same of two kinds of paper or applicant; a small sample has one of each fault."""
SHOWN_BY = {
    "expired": {"SBC4": "none", "G3": "full"},
    "other_name": {"SBC6": "none", "BRC2": "none", "G3": "partial"},
    "other_brn": {"SBC5": "none", "G3": "partial"},
    "bad_brn_check": {"SBC5": "none", "BRC1": "none", "G3": "partial"},
    "other_representative": {"SBC7": "none", "BRC3": "none", "G3": "partial"},
    "wrong_kind": {"SBC3": "none", "SBC4": "none", "SBC5": "full"},
    "monday_weeks": {"SLS1": "partial", "SLS2": "none", "SLS13": "none"},
    "other_month": {"SLS1": "full", "SLS2": "none", "SLS13": "none"},
    "monthly_totals_only": {"SLS1": "no_data", "SLS2": "no_data", "SLS6": "full", "SLS13": "no_data"},
    "no_period": {"SLS5": "no_data", "SLS1": "full"},
    "period_differs": {"SLS5": "partial"},
    "sum_wrong": {"SLS6": "none", "G5": "none"},
    "refunds_kept": {"SLS6": "partial", "G5": "full"},
    "same_file_in_two_claims": {"G3": "none", "SLS4": "none", "SLS13": "none"},
    "affiliate_service": {"SUS2": "partial", "SUS6": "full"},
    "after_outage_only": {"SUS4": "none"},
    "other_channel_owner": {"SUS3": "none", "G3": "none"},
    "other_holder": {"BNK1": "none", "BNK3": "full", "G3": "none"},
    "account_differs": {"BNK1": "full", "BNK3": "none"},
    "holder_of_other_form": {"BNK1": "full", "G3": "full"},
    "words_differ": {"APP3": "none", "G5": "none"},
    "service_left_out": {"APP4": "partial"},
    "other_number": {"APP2": "none"},
    "opened_late": {"BRC4": "none"},
    "other_type_number": {"BRC11": "none", "BRC1": "full", "G3": "partial"},
    "edited": {"G5": "partial"},
    "rrn_visible": {"G6": "none"},
}


@pytest.fixture(scope="session")
def applications() -> Applications:
    return Applications(3, applications_among(10_000))


def written(truth: Line) -> Written:
    return Written(truth["kind"], truth["made_as"], truth["faults"], truth["values"])


def seen(truths: list[Line], applications: Applications) -> list[tuple[Line, dict[str, str]]]:
    """Every paper with the hints it would get if its text could be read."""
    found = []
    for truth in truths:
        claim = applications.get(int(truth["claim"][5:]) - 1)
        found.append((truth, paper_hints(claim, written(truth), with_eyes=True)))
    return found


def test_the_truth_answers_every_hint_the_program_gives(plan: Plan, truths: list[Line]) -> None:
    papers = [paper(kind, reading("이용 내역", document=kind * 20)) for kind in PAPER_HINTS]
    given = all_hints(plan, *papers)
    for kind, checks in PAPER_HINTS.items():
        assert set(given.papers[kind * 20]) == {"G3", "G5", "G6", *checks}
    assert set(given.claim) == set(CLAIM_HINTS)
    for truth in truths:
        assert set(truth["hints"]) == {"G3", "G5", "G6", *PAPER_HINTS[truth["kind"]]}


def test_a_paper_in_order_agrees_and_a_fault_changes_its_own_hints(
    truths: list[Line], applications: Applications
) -> None:
    shown = set()
    for truth, hints in seen(truths, applications):
        told = {check: level for check, level in hints.items() if level not in ("full", "no_data")}
        if not truth["faults"]:
            assert set(told) <= {"SLS1", "SLS13", "SUS2", "SUS6"}, truth[
                "path"
            ]  # one month, another loss, two services
        for code in truth["faults"]:
            wanted = {check: level for check, level in SHOWN_BY.get(code, {}).items() if check in hints}
            assert wanted.items() <= hints.items(), truth["path"]
            shown.add(code)
    assert set(SHOWN_BY) <= shown


def test_the_holder_of_the_other_form_fails_only_the_check_of_the_claimants_form(
    truths: list[Line], applications: Applications
) -> None:
    for truth, hints in seen(truths, applications):
        if truth["kind"] == "BNK" and {"holder_of_other_form", "other_holder"} & set(truth["faults"]):
            is_company = applications.get(int(truth["claim"][5:]) - 1).business.is_company
            assert hints["BNK5" if is_company else "BNK4"] == "none"
            assert hints["BNK4" if is_company else "BNK5"] == "no_data"


def test_every_hint_stands_where_it_agrees_and_where_it_does_not(
    truths: list[Line], claim_truths: list[Line], applications: Applications
) -> None:
    levels: dict[str, set[str]] = defaultdict(set)
    papers: dict[str, list[Written]] = defaultdict(list)
    for truth, hints in seen(truths, applications):
        papers[truth["claim"]].append(written(truth))
        for check, level in hints.items():
            levels[check].add(level)
    for line in claim_truths:
        claim = applications.get(int(line["claim"][5:]) - 1)
        for check, level in claim_hints(claim, papers[line["claim"]], line["shared"], with_eyes=True).items():
            levels[check].add(level)
    for alike in ALIKE:
        together = set().union(*(levels.pop(check) for check in alike))
        levels[" and ".join(alike)] = together
    for check, known in levels.items():
        if check not in NEVER_SAID:
            assert "full" in known, check
            assert known & {"partial", "none"}, check


def test_the_claims_that_share_something_say_so_on_both_sides(claim_truths: list[Line]) -> None:
    by_claim = {line["claim"]: line for line in claim_truths}
    shared = {name: [line["claim"] for line in claim_truths if name in line["shared"]] for name in ("account", "brn")}
    assert shared == {"account": ["2023-000007", "2023-000008"], "brn": ["2023-000013", "2023-000014"]}
    for line in by_claim.values():
        assert tuple(line["hints"]) == CLAIM_HINTS
        assert (line["hints"]["X5"] == "none") == ("file" in line["shared"])
        assert (line["hints"]["X6"] == "none") == ("account" in line["shared"])
        assert (line["hints"]["X7"] == "partial") == ("brn" in line["shared"])
        assert (line["hints"]["X8"] == "none") == (line["received"] > "2023-06-30")
    assert by_claim["2023-000018"]["hints"]["CLM2"] == "partial"  # it names a sister company's service as well


def test_a_cut_off_head_takes_its_hints_with_it(truths: list[Line], applications: Applications) -> None:
    gone = {"SBC": {"SBC3"}, "SLS": {"SLS4", "SLS5", "G3"}, "SUS": {"SUS3", "G3"}}
    cropped = [(truth, hints) for truth, hints in seen(truths, applications) if "cropped" in truth["faults"]]
    assert cropped
    for truth, hints in cropped:
        assert {hints[check] for check in gone[truth["kind"]]} == {"no_data"}

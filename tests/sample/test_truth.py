import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from reviewer import RESOURCES
from reviewer.desk.service_names import ServiceNames
from reviewer.rules.plan_file import read_plan
from reviewer.sample.checks import LENGTHS, checks_of
from reviewer.sample.delivery import DeliveryMade
from reviewer.sample.draws import dice
from reviewer.sample.faults import BY_CODE, FAULTS
from reviewer.sample.reports import Reports
from reviewer.sample.sales import CANDIDATE_WEEKS, OUTAGE_WEEK, sales_book
from reviewer.sample.services import SERVICES
from reviewer.sample.truth import claim_truth, disposition_by_loss
from tests.sample.conftest import Line

FIELDS = ("claim", "path", "sha256", "kind", "made_as", "faults", "expected", "hints", "values", "same_as")


def week(daily: dict[str, int], start: dt.date) -> int:
    return sum(daily[(start + dt.timedelta(days=n)).isoformat()] for n in range(7))


def test_every_line_of_the_truth_is_complete(truths: list[Line]) -> None:
    for truth in truths:
        assert tuple(truth) == FIELDS
        expected = truth["expected"]
        hints = truth["hints"]
        assert tuple(expected) == checks_of(str(truth["kind"]))
        assert set(expected.values()) <= {"PASS", "FAIL", "UNCLEAR", "NA"}
        assert set(hints) <= set(expected)
        assert set(hints.values()) <= {"full", "partial", "none", "no_data"}


def test_each_fault_fails_the_checks_it_names(truths: list[Line]) -> None:
    for truth in truths:
        for code in truth["faults"]:
            told = {check: result for check, result in BY_CODE[code].expected.items() if check in truth["expected"]}
            assert told.items() <= truth["expected"].items()


def test_a_paper_without_faults_fails_nothing(truths: list[Line]) -> None:
    clean = [truth for truth in truths if not truth["faults"]]
    assert len(clean) > len(truths) / 2
    for truth in clean:
        assert "FAIL" not in truth["expected"].values()


def test_pictures_leave_the_machine_without_data(truths: list[Line]) -> None:
    for truth in truths:
        if truth["made_as"] in ("jpeg-photo", "pdf-scan", "heic-photo"):
            hints = {check: hint for check, hint in truth["hints"].items() if check not in ("SUS2", "SUS6")}
            assert set(hints.values()) == {"no_data"}


def test_the_copied_file_is_named_on_both_claims(truths: list[Line]) -> None:
    by_hash = Counter(truth["sha256"] for truth in truths)
    for truth in truths:
        assert truth["same_as"] == ([truth["sha256"]] if by_hash[truth["sha256"]] > 1 else [])
    copies = [truth for truth in truths if "same_file_in_two_claims" in truth["faults"]]
    assert all(by_hash[truth["sha256"]] == 2 for truth in copies)
    assert copies


def test_the_daily_sales_give_the_verified_loss(claim_truths: list[Line]) -> None:
    for truth in claim_truths:
        daily: dict[str, int] = truth["daily"]
        assert len(daily) == 61
        best = max(CANDIDATE_WEEKS, key=lambda start, daily=daily: (week(daily, start), -start.toordinal()))
        assert truth["normal_week_from"] == best.isoformat()
        assert truth["normal_week_sales"] == week(daily, best)
        assert truth["outage_week_sales"] == week(daily, OUTAGE_WEEK)
        assert truth["verified_loss"] == max(0, week(daily, best) - week(daily, OUTAGE_WEEK))


def test_a_clean_sales_paper_shows_the_weeks_of_the_claim(truths: list[Line], claim_truths: list[Line]) -> None:
    claims = {truth["claim"]: truth for truth in claim_truths}
    seen = 0
    for truth in truths:
        values = truth["values"]
        if truth["kind"] == "SLS" and not truth["faults"] and len(values["daily"]) == 61:
            claim = claims[truth["claim"]]
            for field in ("normal_week_from", "normal_week_sales", "outage_week_sales"):
                assert values[field] == claim[field]
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("loss", [0, 1, 300_000, 300_001, 500_001, 1_234_567, 60_000_000])
def test_sales_books_show_exactly_the_loss_wanted(loss: int) -> None:
    for number in range(40):
        book = sales_book(dice(1, "test", number), loss)
        assert book.loss == loss
        assert all(day.net >= 0 for day in book.days)


def test_missing_papers_are_missing_and_reasons_are_asked_for(made: DeliveryMade, claim_truths: list[Line]) -> None:
    for truth in claim_truths:
        kinds = truth["papers"]
        files = Counter(file.name.partition("_")[0] for file in (made.proofs / str(truth["claim"])).iterdir())
        assert files == kinds
        for kind in ("SBC", "SLS", "SUS", "BNK"):
            assert (kind not in kinds) == (f"missing_{kind.lower()}" in truth["faults"])
        wanted = {BY_CODE[code].reason for code in truth["faults"]} - {""}
        assert bool(wanted) == bool(truth["supplement_reasons"])
        assert wanted - {"R01"} <= set(truth["supplement_reasons"])


def test_a_bad_bank_copy_alone_never_holds_the_decision() -> None:
    applications = Reports(105_116, 1).applications
    seen = 0
    for number in range(0, applications.total, 2):
        claim = applications.get(number)
        bad = {plan.kind for plan in claim.papers if plan.faults}
        if bad == {"BNK"} and len(claim.faults) == 1:
            assert claim_truth(claim, [])["expected_disposition"] != "SUPPLEMENT"
            seen += 1
    assert seen > 3


def test_outcomes_of_individual_claims_come_in_known_proportions() -> None:
    applications = Reports(105_116, 1).applications
    claims = [applications.get(number) for number in range(applications.total)]
    outcomes = Counter(disposition_by_loss(claim.claimed_loss, claim.loss) for claim in claims)
    individual = sum(claim.claimed_loss is not None and claim.claimed_loss > 500_000 for claim in claims)
    assert 0.4 < outcomes["APPROVED_FULL"] / individual < 0.65
    assert 0.1 < outcomes["APPROVED_PARTIAL"] / individual < 0.3
    assert 0.1 < outcomes["CONVERTED_FIXED"] / individual < 0.3
    assert 0.05 < outcomes["NOT_APPROVED"] / individual < 0.15
    assert sum(claim.is_late for claim in claims) == 2


def test_faults_name_checks_and_kinds_that_exist() -> None:
    for fault in FAULTS:
        assert set(fault.kinds) <= set(LENGTHS)
        for check in fault.expected:
            assert any(check in checks_of(kind) for kind in fault.kinds)


def test_the_documentation_lists_every_fault() -> None:
    pages = [Path("docs/interface.md")]
    words = "".join(page.read_text(encoding="utf-8") for page in pages if page.exists())
    for fault in FAULTS:
        assert f"`{fault.code}`" in words


def test_intake_knows_every_service_by_the_name_the_sample_uses() -> None:
    plan = read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))
    names = ServiceNames(plan)
    for key, service in SERVICES.items():
        assert names.read(service.name) == ((key,), "")
        assert plan.services[key].affiliate == service.affiliate

"""The operating rules and the calculation basis on paper: everything the plan says, in both languages."""

import dataclasses
import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from reviewer import RESOURCES
from reviewer.casefile import keys, standing
from reviewer.casefile.connections import CaseFile
from reviewer.desk import founding
from reviewer.desk.rules_paper import print_rules, rules_paper
from reviewer.letters.rules_paper import render
from reviewer.rules.council import AdoptedRules, Case
from reviewer.rules.meetings import Resolution
from reviewer.rules.plan import Plan, Settings
from reviewer.rules.plan_file import read_plan
from tests.letters.letter_desk import tool

DAY = dt.date(2023, 2, 20)
DRAFT = Case("case-1", rules_version="ab" * 32)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(founding.plan_text())


def printed(case: Case, plan: Plan, lang: str, folder: Path) -> str:
    data = render(rules_paper(case, plan, lang, day=DAY))
    return re.sub(r"\s+", "", tool("pdftotext", "-raw", "FILE", "-", data=data, folder=folder))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_rule_of_the_plan_can_be_read_out_of_the_pdf(plan: Plan, lang: str, tmp_path: Path) -> None:
    found = printed(DRAFT, plan, lang, tmp_path)
    wanted = [band.label.in_(lang) for band in plan.bands]
    wanted += [kind.name.in_(lang) for kind in plan.proof_kinds.values()]
    wanted += [one.text.in_(lang) for one in (*plan.generic_checks, *plan.claim_checks) if one.severity == "B"]
    wanted += [one.text.in_(lang) for kind in plan.proof_kinds.values() for one in kind.checks if one.severity == "B"]
    wanted += [re.sub(r"\S*\{.*?\}\S*", "", one.text.in_(lang)) for one in plan.decision_reasons.values()]
    wanted += [one.why.in_(lang) for one in plan.supplement_reasons.values()]
    wanted += [one.text.in_(lang) for one in plan.grounds.values()]
    wanted += [one.source.in_(lang) for one in plan.profit_rates.values() if one.source]
    wanted += [one.share_source.in_(lang) for one in plan.services.values() if one.share_source and not one.affiliate]
    missing = [text for text in wanted if any(squeezed(word) not in found for word in text.split())]
    assert missing == []
    assert "{" not in found  # what a claim fills in is said in words
    assert squeezed("접수 마감일(2023. 6. 30.)" if lang == "ko" else "closing date (30 June 2023)") in found
    assert "12.4%" in found
    assert plan.version in found
    assert "ab" * 8 in found


def test_warnings_are_not_printed_among_what_blocks(plan: Plan, tmp_path: Path) -> None:
    found = printed(DRAFT, plan, "ko", tmp_path)
    warnings = [one for kind in plan.proof_kinds.values() for one in kind.checks if one.severity == "W"]
    assert warnings
    assert [one.code for one in warnings if squeezed(one.text.ko) in found] == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_setting_has_its_name_its_value_and_its_mark(plan: Plan, lang: str) -> None:
    told = tomllib.loads((RESOURCES / "i18n" / f"rules.{lang}.toml").read_text("utf-8"))
    assert set(told["settings"]) == {field.name for field in dataclasses.fields(Settings)}
    rows = [row for section in rules_paper(DRAFT, plan, lang, day=DAY).sections for table in section.tables
            for row in table.rows if len(row) == 3]  # fmt: skip
    names = {row[0]: row for row in rows}
    proofs = {"fixed_proofs", "individual_proofs", "payment_proofs"}  # said in a sentence above the kinds of paper
    for field in dataclasses.fields(Settings):
        name = told["settings"][field.name].partition("|")[0]
        if field.name not in proofs:
            assert name in names, field.name
            assert names[name][1].strip()
            assert "|" not in names[name][1]
            assert names[name][2] == told["words"]["proposed"]


def test_values_are_written_as_people_read_them(plan: Plan) -> None:
    rows = {row[0]: row[1] for section in rules_paper(DRAFT, plan, "ko", day=DAY).sections
            for table in section.tables for row in table.rows if len(row) == 3}  # fmt: skip
    assert rows["개별 심의 지원금의 최저액"] == "50,000원"
    assert rows["보완 기한"] == "14일"
    assert rows["통지 전 표본 점검의 비율"] == "5%"
    assert rows["카카오 위원이 위원장이 될 수 있음"] == "아니오"
    assert rows["의결 정족수"] == "출석위원 과반수의 찬성"


def test_what_kakao_published_is_marked_so_and_adoption_changes_the_other_marks(plan: Plan, tmp_path: Path) -> None:
    draft = printed(DRAFT, plan, "ko", tmp_path)
    assert "운영규정및산정기준(안)" in draft
    assert "카카오발표기준" in draft
    assert "협의체기준(미의결)" in draft
    assert "협의체기준(의결)" not in draft
    version, on = DRAFT.rules_version, dt.date(2023, 3, 6)
    adopted = dataclasses.replace(
        DRAFT, rules_resolution=Resolution("2023-A-001", 1, "RULES", "PASSED", {}), rules_adopted_on=on,
        adopted={version: AdoptedRules("2023-A-001", 1, on)},
    )  # fmt: skip
    found = printed(adopted, plan, "ko", tmp_path)
    assert "운영규정및산정기준(안)" not in found
    assert "협의체기준(미의결)" not in found
    assert "의결제2023-A-001호" in found
    assert "협의체기준(의결)" in found


def test_printing_is_recorded_and_the_same_rules_give_the_same_bytes(tmp_path: Path) -> None:
    signer = keys.make_key(tmp_path / "keys", "sec", None)
    roster = [{"id": "sec", "role": "SECRETARY", "body": "KFME", "seat": 1, "computer": "A", "name": "간사",
               "public_keys": [signer.public_key]}]  # fmt: skip
    now = dt.datetime(2023, 2, 20, 1, tzinfo=dt.UTC)
    made: CaseFile = founding.found_case(
        tmp_path / "case.casedb", founder=signer, roster=roster, name="1015", passphrase=None, is_sample=True, now=now
    )
    with made:
        first = print_rules(made, signer, tmp_path / "a.pdf", lang="en", now=now)
        second = print_rules(made, signer, tmp_path / "b.pdf", lang="en", now=now)
        assert first["sha256"] == second["sha256"]
        assert first["rules_version"] == standing.read_case(made.writer).rules_version
        rows = made.writer.execute("SELECT json_extract(body, '$.what') FROM journal WHERE act = 'print'").fetchall()
        assert [row[0] for row in rows] == ["RULES", "RULES"]

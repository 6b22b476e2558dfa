"""The compensation plan that ships with the program, and what happens to one with a mistake in it."""

import dataclasses
import datetime as dt
from decimal import Decimal

import holidays
import pytest

from reviewer import RESOURCES
from reviewer.rules.plan import Plan, Text
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem

SHIPPED = (RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8")
KST = dt.timezone(dt.timedelta(hours=9))

CHECKS = {
    "generic": "G1 G2 G3 G4 G5 G6",
    "SBC": "SBC1 SBC2 SBC3 SBC4 SBC5 SBC6 SBC7 SBC8 SBC9 SBC10",
    "BRC": "BRC1 BRC2 BRC3 BRC4 BRC5 BRC6 BRC7 BRC8 BRC9 BRC10 BRC11",
    "SLS": "SLS1 SLS2 SLS3 SLS4 SLS5 SLS6 SLS7 SLS8 SLS9 SLS10 SLS11 SLS12 SLS13",
    "SUS": "SUS1 SUS2 SUS3 SUS4 SUS5 SUS6 SUS7 SUS8 SUS9 SUS10 SUS11",
    "BNK": "BNK1 BNK2 BNK3 BNK4 BNK5 BNK6 BNK7 BNK8",
    "APP": "APP1 APP2 APP3 APP4 APP5 APP6",
    "CNS": "CNS1 CNS2 CNS3",
    "PRX": "PRX1 PRX2 PRX3 PRX4 PRX5",
    "OTH": "",
    "CLM": "CLM1 CLM2 CLM3 CLM4",
}
WARNINGS = (
    "G4 G5 G6 SBC3 SBC6 SBC8 SBC9 SBC10 BRC2 BRC6 BRC7 BRC8 BRC9 BRC10 BRC11 SLS7 SLS9 SLS10 SLS11 SLS12 "
    "SUS7 SUS8 SUS9 SUS10 SUS11 BNK6 BNK7 BNK8 APP2 APP3 APP5 APP6 PRX4 PRX5"
)
AUTOMATIC = "G3 G5 G6 SBC3 SBC4 SBC5 BRC1 BRC4 BRC11 SLS2 SLS6 SLS11 SLS13 SUS2 SUS6 BNK3 APP2 CLM2 CLM3"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(SHIPPED)


def plan_with(old: str, new: str) -> str:
    """The shipped plan with the first `old` replaced; the test is wrong when there is none."""
    assert old in SHIPPED
    return SHIPPED.replace(old, new, 1)


def refusal(text: str) -> dict[str, object]:
    with pytest.raises(Problem) as caught:
        read_plan(text)
    assert caught.value.code == "PlanInvalid"
    return dict(caught.value.facts)


class TestTheShippedPlan:
    def test_names_its_version_and_its_people(self, plan: Plan) -> None:
        assert plan.version == "1015-2026.1"
        assert plan.council == Text("1015 피해지원 협의체", "1015 Damage Support Council")
        assert plan.payer == Text("주식회사 카카오", "Kakao Corp.")

    @pytest.mark.parametrize(
        ("loss", "route", "award"),
        [
            (1, "FLAT_30K", 30_000),
            (300_000, "FLAT_30K", 30_000),
            (300_001, "FLAT_50K", 50_000),
            (500_000, "FLAT_50K", 50_000),
            (500_001, "INDIVIDUAL", None),
            (900_000_000, "INDIVIDUAL", None),
        ],
    )
    def test_puts_each_loss_into_the_published_band(self, plan: Plan, loss: int, route: str, award: int | None) -> None:
        band = plan.band_of(loss)
        assert band is not None
        assert (band.route, band.award) == (route, award)

    def test_knows_no_band_for_no_loss(self, plan: Plan) -> None:
        assert plan.band_of(0) is None
        assert plan.band_of(-1) is None

    @pytest.mark.parametrize("kind", CHECKS)
    def test_holds_every_check_of_the_list(self, plan: Plan, kind: str) -> None:
        wanted = CHECKS[kind].split()
        if kind == "generic":
            assert [check.code for check in plan.generic_checks] == wanted
        elif kind == "CLM":
            assert [check.code for check in plan.checks_of("CLM")] == wanted
        else:
            assert [check.code for check in plan.checks_of(kind)] == CHECKS["generic"].split() + wanted
            assert [check.code for check in plan.proof_kinds[kind].checks] == wanted

    def test_gives_every_check_its_severity(self, plan: Plan) -> None:
        for codes in CHECKS.values():
            for code in codes.split():
                wanted = "F" if code == "CLM4" else "W" if code in WARNINGS.split() else "B"
                assert plan.check(code).severity == wanted, code

    def test_says_which_checks_give_a_hint(self, plan: Plan) -> None:
        every = [code for codes in CHECKS.values() for code in codes.split()]
        assert [code for code in every if plan.check(code).automatic] == AUTOMATIC.split()

    def test_asks_for_the_four_published_papers(self, plan: Plan) -> None:
        four = ["SBC", "SLS", "SUS", "BNK"]
        assert [kind.code for kind in plan.proof_kinds.values() if kind.required] == four
        assert list(plan.settings.fixed_proofs) == four
        assert list(plan.settings.individual_proofs) == four
        assert all(plan.mark(f"proof_kinds.{code}").origin == "published" for code in four)

    def test_gives_every_blocking_check_a_reason_to_ask_for_more(self, plan: Plan) -> None:
        expected = {"G1": "R01", "G2": "R02", "SBC1": "R03", "SBC4": "R04", "SBC5": "R05", "SLS1": "R06"}
        expected |= {"SLS2": "R07", "SLS3": "R08", "SLS4": "R09", "SLS6": "R10", "SUS4": "R11", "SUS3": "R12"}
        expected |= {"CLM1": "R13", "BNK1": "R14", "BNK2": "R15", "CNS2": "R17", "PRX1": "R18", "SUS9": "R20"}
        assert {code: plan.check(code).reasons[0] for code in expected} == expected
        assert plan.check("G6").reasons == ()

    def test_has_the_nineteen_supplement_reasons(self, plan: Plan) -> None:
        wanted = [f"R{number:02}" for number in range(1, 21) if number != 19]
        assert list(plan.supplement_reasons) == wanted
        assert [code for code, reason in plan.supplement_reasons.items() if reason.optional] == ["R16"]
        assert plan.supplement_reasons["R17"].why.ko.startswith("개인정보 이용·제공 동의서(우편 접수)가")

    def test_can_ask_for_each_paper_that_was_not_sent(self, plan: Plan) -> None:
        assert [plan.missing_reason(kind) for kind in plan.settings.individual_proofs] == [
            "R03",
            "R06",
            "R11",
            "R15",
        ]
        with pytest.raises(KeyError):
            plan.missing_reason("OTH")

    def test_ties_each_decision_reason_to_its_disposition(self, plan: Plan) -> None:
        found = {code: "+".join(sorted(reason.dispositions)) for code, reason in plan.decision_reasons.items()}
        wanted = dict.fromkeys(["E01", "E03", "E04", "E05", "E06", "E07"], "INADMISSIBLE")
        wanted |= dict.fromkeys(["N01", "N02", "N03", "N04", "N05", "N06"], "NOT_APPROVED")
        wanted |= dict.fromkeys(["P01", "P02", "P07"], "APPROVED_PARTIAL")
        wanted |= {"C01": "CONVERTED_FIXED", "A01": "APPROVED_FULL", "A02": "FIXED"}
        assert found == wanted
        assert plan.decision_reasons["A02"].placeholders == {"band_ko", "band_en"}
        assert plan.decision_reasons["N06"].placeholders == {"amount"}
        assert [code for code, one in plan.decision_reasons.items() if one.exact_time_only] == ["N05"]

    def test_has_the_calculation_notes(self, plan: Plan) -> None:
        assert list(plan.notes) == ["F01a", "F01b", "F02", "F03", "F04"]
        assert plan.notes["F03"].placeholders == {"share", "source"}

    def test_has_the_ten_dispositions(self, plan: Plan) -> None:
        final = {code for code, one in plan.dispositions.items() if one.final}
        assert set(plan.dispositions) - final == {"SUPPLEMENT", "DEFERRED"}
        open_to_review = {code for code, one in plan.dispositions.items() if one.appeal}
        assert final - open_to_review == {"REFERRED", "WITHDRAWN"}
        assert plan.dispositions["INADMISSIBLE"].formal.ko == "각하"
        assert plan.dispositions["CONVERTED_FIXED"].formal == plan.dispositions["CONVERTED_FIXED"].word

    def test_lists_every_service_of_the_table(self, plan: Plan) -> None:
        own = "talk_text talk_media talk_pc talk_channel channel_ad alimtalk biz_center talk_order gift_shop "
        own += "kakao_login talk_drawer kakao_mail daum_mail daum_portal kakao_map"
        others = "kakao_t_taxi kakao_t_driver kakao_navi kakao_pay kakao_bank kakao_page melon kakao_games"
        assert list(plan.services) == f"{own} {others}".split()
        assert [key for key, one in plan.services.items() if one.affiliate] == others.split()
        assert all((one.operator == "kakao") != one.affiliate for one in plan.services.values())

    def test_calls_a_restored_time_exact_only_where_it_is(self, plan: Plan) -> None:
        assert [key for key, one in plan.services.items() if one.exact] == ["kakao_mail"]
        assert plan.services["kakao_mail"].restored_at == dt.datetime(2022, 10, 18, 9, tzinfo=KST)
        assert plan.services["talk_text"].partial_at == dt.datetime(2022, 10, 16, 1, 31, tzinfo=KST)

    def test_cites_a_source_for_each_default_factor(self, plan: Plan) -> None:
        assert plan.services["talk_text"].share == Decimal("0.958")
        assert plan.services["talk_text"].share_source is not None
        assert plan.services["talk_channel"].share is None
        assert plan.profit_rate("ALL").rate == Decimal("0.124")
        assert plan.profit_rate("외식업") == plan.profit_rates["ALL"]
        assert plan.profit_rates["외식업"].rate is None
        assert [band.value for band in plan.alt_bands] == [Decimal("1.00"), Decimal("0.50"), Decimal("0.20")]

    def test_seats_six_members_and_two_of_the_federation(self, plan: Plan) -> None:
        assert plan.seats == 6
        assert plan.bodies["KFME"].seats == 2
        assert list(plan.bodies) == ["KFME", "KSF", "CONSUMER", "ACADEMIA", "LAW", "KAKAO"]

    def test_lets_an_ordinary_member_of_a_body_take_part(self, plan: Plan) -> None:
        assert [code for code, ground in plan.grounds.items() if not ground.excludes] == ["COI5M"]
        assert {f"COI{number}" for number in range(1, 8)} <= set(plan.grounds)

    def test_offers_seven_weeks_to_compare_with(self, plan: Plan) -> None:
        assert plan.outage_week == (dt.date(2022, 10, 15), dt.date(2022, 10, 21))
        assert plan.candidate_weeks == (
            dt.date(2022, 9, 3),
            dt.date(2022, 9, 10),
            dt.date(2022, 9, 17),
            dt.date(2022, 9, 24),
            dt.date(2022, 10, 1),
            dt.date(2022, 10, 8),
            dt.date(2022, 10, 22),
        )

    def test_measures_the_outage_at_127_and_a_half_hours(self, plan: Plan) -> None:
        assert plan.outage_end - plan.outage_start == dt.timedelta(hours=127, minutes=30)

    def test_counts_the_public_holidays_of_the_country(self, plan: Plan) -> None:
        # The library also lists the election days 2022-03-09, 2022-06-01 and 2024-04-10, as the plan does, and the
        # bridge day 2023-10-02; so the two agree day for day, and a difference means that one of them changed.
        years = sorted(plan.holiday_years)
        assert years == [2022, 2023, 2024, 2025, 2026, 2027]
        assert plan.holidays == frozenset(holidays.country_holidays("KR", years=years))

    def test_calls_published_only_what_was_published(self, plan: Plan) -> None:
        published = {rule for rule, mark in plan.marks.items() if mark.origin == "published"}
        assert {"bands", "weeks", "outage", "intake"} <= published
        assert not any(rule.startswith("settings.") for rule in published)
        assert plan.mark("settings.floor").origin == "proposed"
        for setting in dataclasses.fields(plan.settings):
            assert f"settings.{setting.name}" in plan.marks

    def test_prints_every_strip_step_in_both_languages(self, plan: Plan) -> None:
        assert [step.word.in_("ko") for step in plan.strip] == ["접수", "검토", "안 작성", "확인", "의결", "통지"]
        assert plan.strip[0].word.in_("en") == "received"
        with pytest.raises(ValueError, match="no wording"):
            plan.council.in_("ja")

    def test_cannot_be_changed(self, plan: Plan) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            plan.version = "mine"  # type: ignore[misc]
        with pytest.raises(TypeError):
            plan.services["mine"] = plan.services["melon"]  # type: ignore[index]


CHECK_ROW = '{ code = "SBC4", severity = "B", automatic = true, reasons = ["R04"]'

MISTAKES = [
    # (what is replaced, by what, table, key)
    ("award = 30000", 'award = "30000"', "bands.1", "award"),
    ("award = 30000", "award = true", "bands.1", "award"),
    ("award = 30000", "award = 0", "bands.1", "award"),
    ("award = 30000, ", "", "bands.1", "award"),
    ("over = 300000, up_to = 500000", "over = 300001, up_to = 500000", "bands.2", "over"),
    ("over = 300000, up_to = 500000", "over = 299999, up_to = 500000", "bands.2", "over"),
    ("over = 300000, up_to = 500000", "over = 300000, up_to = 300000", "bands.2", "up_to"),
    ("over = 500000, route", "over = 500000, up_to = 900000, route", "bands.3", "up_to"),
    ('route = "FLAT_30K"', 'route = "FLAT_20K"', "bands.1", "route"),
    ("[bands]\n", "[bands]\nlimit = 1\n", "bands", "limit"),
    ("[bands]\n", "[band]\n", "plan", "bands"),
    ("over = 0, ", "over = 0, roof = 1, ", "bands.1", "roof"),
    ('version = "1015-2026.1"', 'version = " "', "plan", "version"),
    ('version = "1015-2026.1"', 'version = "1"\nextra = 1', "plan", "extra"),
    ('en = "1015 Damage Support Council"', 'en = ""', "scheme.council", "en"),
    ('ko = "1015 피해지원 협의체", ', "", "scheme.council", "ko"),
    ('origin = "published"\nsource = "F02"\n', 'origin = "published"\nsource = "PROP"\n', "weeks", "source"),
    ('origin = "published"\nsource = "F02"\n', 'origin = "published"\nsource = "the press"\n', "weeks", "source"),
    ('origin = "published"\nsource = "F02"\n', 'origin = "official"\nsource = "F02"\n', "weeks", "origin"),
    (CHECK_ROW, CHECK_ROW.replace("R04", "R99"), "checks.SBC.4", "reasons"),
    (CHECK_ROW, CHECK_ROW.replace("R04", "R14"), "checks.SBC.4", "reasons"),
    (CHECK_ROW, CHECK_ROW.replace('"R04"', ""), "checks.SBC.4", "reasons"),
    (CHECK_ROW, CHECK_ROW.replace('"R04"', '"R04", "R04"'), "checks.SBC.4", "reasons"),
    (CHECK_ROW, CHECK_ROW.replace('"B"', '"X"'), "checks.SBC.4", "severity"),
    (CHECK_ROW, CHECK_ROW.replace("SBC4", "SBC3"), "checks.SBC.4", "code"),
    (CHECK_ROW, CHECK_ROW.replace("true", '"yes"'), "checks.SBC.4", "automatic"),
    ("\nCLM = [", "\nXYZ = [", "checks", "XYZ"),
    ('kinds = ["SBC"]', 'kinds = ["SBC", "ABC"]', "supplement_reasons.3", "kinds"),
    ('missing_reason = "R06"', 'missing_reason = "R19"', "proof_kinds.3", "missing_reason"),
    ('missing_reason = "R06"\n', "", "settings", "fixed_proofs"),
    ('dispositions = ["FIXED"]', 'dispositions = ["FIX"]', "decision_reasons.18", "dispositions"),
    ("after the closing date ({closing})", "after the closing date ({ref})", "decision_reasons.2.text", "en"),
    ("falls in the band {band_en}", "falls in the band {band_ko}", "decision_reasons.18.text", "en"),
    ("after the closing date ({closing})", "after the closing date ({closing)", "decision_reasons.2.text", "en"),
    ('key = "talk_media"', 'key = "talk_text"', "services.2", "key"),
    ('operator = "kakao_games"', 'operator = "daum"', "services.23", "operator"),
    ('share = "0.958"', 'share = "95.8"', "services.1", "share"),
    ('share = "0.958"', 'share = "0"', "services.1", "share"),
    ('share = "0.958"', "share = 0.958", "services.1", "share"),
    ('share = "0.958"\n', "", "services.1", "share_source"),
    ("partial_at = 2022-10-16T01:31:00+09:00", "partial_at = 2022-10-16T01:31:00Z", "services.1", "partial_at"),
    ("partial_at = 2022-10-16T01:31:00+09:00", "partial_at = 2022-10-16", "services.1", "partial_at"),
    (
        "partial_at = 2022-10-16T01:31:00+09:00",
        "partial_at = 2022-10-14T01:31:00+09:00",
        "services.1",
        "partial_at",
    ),
    ("exact = false", "exact = true", "services.1", "restored_at"),
    ('rate = "0.124"', 'rate = "1.24"', "profit_rates.1", "rate"),
    ('value = "0.50"', 'value = "1.50"', "alt_bands.2", "value"),
    ('value = "0.50"', 'value = "0.10"', "alt_bands", "rows"),
    ("seats = 2", "seats = -2", "bodies.1", "seats"),
    ("floor = 50000", "floor = 50000.0", "settings.award", "floor"),
    ("floor = 50000 ", "flour = 50000 ", "settings.award", "flour"),
    ("round_up_to = 0 ", "#", "settings", "round_up_to"),
    ("appeal_days = 30", "appeal_days = 0", "settings.review", "appeal_days"),
    ('vote_rule = "majority"', 'vote_rule = "unanimous"', "settings.meeting", "vote_rule"),
    ("pay_days = 14", "pay_days = 14\nfloor = 1", "settings.letters", "floor"),
    ("full_percent = 99 ", "full_percent = 101 ", "settings.award", "full_percent"),
    ("2025, 2026, 2027]", "2025, 2026]", "holidays", "days"),
    ("2025, 2026, 2027]", "2025, 2026, 2027, 2028]", "holidays", "years"),
    ("  2022-01-01, ", "  2022-01-01, 2022-01-01, ", "holidays", "days"),
    ("  2022-01-01, ", '  "2022-01-01", ', "holidays", "days"),
    ("outage_from = 2022-10-15", "outage_from = 2022-10-14", "weeks", "outage_to"),
    ("closing = 2023-06-30", "closing = 2023-07-31", "intake", "closing"),
    ('  { code = "NO_LOSS", ko = "손실 없음", en = "No loss" },\n', "", "routes", "rows"),
    ('  { code = "PAID", ko = "지급 완료", en = "paid" },\n', "", "stages", "rows"),
    ('"RECEIVED", "ROUTED", "ASSIGNED"]', '"RECEIVED", "ROUTED"]', "strip", "rows"),
    ('stages = ["RESOLVED"]', 'stages = ["RESOLVED", "ROUTED"]', "strip.5", "stages"),
]


class TestAPlanWithAMistake:
    @pytest.mark.parametrize(("old", "new", "table", "key"), MISTAKES)
    def test_names_the_table_and_the_key(self, old: str, new: str, table: str, key: str) -> None:
        facts = refusal(plan_with(old, new))
        assert (facts["table"], facts["key"]) == (table, key)
        assert str(facts["why"]).startswith(f"{table}, {key}: ")

    def test_names_the_line_of_a_syntax_error(self) -> None:
        lines = SHIPPED.split("\n")
        number = lines.index("[bands]") + 1
        lines[number - 1] = "[bands"
        facts = refusal("\n".join(lines))
        assert facts["line"] == number
        assert str(facts["why"]).startswith(f"line {number}: ")
        assert "table" not in facts

    def test_names_the_last_line_when_the_text_breaks_off(self) -> None:
        assert refusal('version = "1"\nrows = [\n')["line"] == 3

    def test_names_the_line_of_a_key_that_stands_twice(self) -> None:
        facts = refusal('version = "1"\nversion = "2"\n')
        assert facts["line"] == 2
        assert str(facts["why"]).count("line") == 1

    @pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "version = 2022-13-45"])
    def test_is_refused_and_breaks_nothing_however_odd_the_text(self, text: str) -> None:
        assert refusal(text)["line"] == 1

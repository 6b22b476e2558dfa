"""What a member declares about themselves, and where a claim touches it."""

import pytest

from reviewer.rules.applicant import Applicant
from reviewer.rules.interests import Declared, Touch, in_region, touches
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from tests.rules.council_room import CouncilRoom

NOTHING: dict[str, list[str]] = {"regions": [], "numbers": [], "relatives": []}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    return CouncilRoom(plan)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("서울특별시 강남구 역삼동 1-2", "서울 강남구"),
        ("서울 강남구 역삼동 1-2", "서울특별시"),
        ("(06234) 서울 강남구 테헤란로 1", "서울 강남구"),
        ("경기도 성남시 분당구 정자동", "경기 성남시"),
        ("경기도 성남시 분당구 정자동", "경기 분당구"),
        ("강원특별자치도 춘천시", "강원도"),
        ("제주특별자치도 서귀포시 중앙로", "서귀포시"),
    ],
)
def test_a_region_is_found_however_its_province_is_written(address: str, region: str) -> None:
    assert in_region(address, region)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("서울 강남구 역삼동", "서울 강서구"),
        ("부산 중구 남포동", "서울 중구"),
        ("", "서울"),
        ("서울 강남구", ""),
        ("서울 강남구", "경기"),
    ],
)
def test_another_region_is_not(address: str, region: str) -> None:
    assert not in_region(address, region)


def test_every_kind_of_interest_is_named_with_the_ground_it_points_to() -> None:
    declared = Declared(
        regions=("서울 강남구",), numbers=("120-81-47521",), relatives=("김하늘",), name="이바다",
        bodies=("소상공인연합회", "Korea Federation of Micro Enterprise", "KFME"),
    )  # fmt: skip
    applicant = Applicant(
        "1", representative="김 하늘", account_holder="이바다", brn="1208147521", address="서울 강남구 역삼동",
        assisted_by="소상공인연합회 강남지부",
    )  # fmt: skip
    found = touches(declared, applicant)
    assert found == (
        Touch("SELF", "이바다"), Touch("NUMBER", "120-81-47521"), Touch("RELATIVE", "김하늘"),
        Touch("BODY", "소상공인연합회"), Touch("REGION", "서울 강남구"),
    )  # fmt: skip
    assert [one.ground for one in found] == ["COI1", "COI1", "COI2", "COI4", "COI7"]


def test_empty_facts_touch_nothing() -> None:
    declared = Declared(numbers=("120-81-47521",), relatives=("김하늘",), name="", bodies=("LAW",))
    assert touches(declared, Applicant("1")) == ()
    assert touches(Declared(), Applicant("1", representative="김하늘", brn="1208147521")) == ()


def test_a_member_declares_and_a_further_entry_replaces_the_one_before(room: CouncilRoom) -> None:
    room.do("law-1", "declare_interests", "case", NOTHING | {"relatives": ["김하늘"]})
    room.do("law-1", "declare_interests", "case", NOTHING | {"regions": ["서울 강남구"]}, note="사무실")
    found = room.case.interests["law-1"]
    assert (found.regions, found.relatives, found.note) == (("서울 강남구",), (), "사무실")
    assert set(room.case.interests) == {"law-1"}


def test_nothing_to_declare_is_a_declaration_too(room: CouncilRoom) -> None:
    room.do("kfme-1", "declare_interests", "case", NOTHING)
    assert room.case.interests["kfme-1"].entry


@pytest.mark.parametrize("who", ["staff", "watch"])
def test_only_members_declare(room: CouncilRoom, who: str) -> None:
    assert room.refusals(who, "declare_interests", "case", **NOTHING) == ["NotYourRole"]


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("numbers", ["120-81-47520"], "no registration number"),
        ("regions", ["강남"], "no region"),
        ("regions", ["Seoul"], "no region"),
        ("numbers", ["12"], "no registration number"),
        ("relatives", ["김하늘", "김하늘"], "twice"),
        ("regions", ["서울", " 서울 "], "twice"),
    ],
)
def test_a_declaration_that_could_never_match_is_refused(
    room: CouncilRoom, field: str, given: list[str], why: str
) -> None:
    with pytest.raises(Problem) as found:
        room.do("law-1", "declare_interests", "case", NOTHING | {field: given})
    assert found.value.facts["field"] == field
    assert found.value.facts["why"] == why

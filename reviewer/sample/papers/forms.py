"""The postal forms of a sample: report form (APP), consent (CNS) and letter of authority (PRX)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.sample.applications import Application
from reviewer.sample.draws import dice
from reviewer.sample.papers.stamps import mark_as_sample, sign
from reviewer.sample.papers.surface import GREY, PALE, Surface
from reviewer.sample.people import resident_number

Values = dict[str, object]
_TITLES = {"APP": "피해사실 신청서", "CNS": "개인정보 수집·이용 및 제공 동의서", "PRX": "위 임 장"}
_DIGITS = "영일이삼사오육칠팔구"


def won_in_hangul(amount: int) -> str:
    """An amount in words as forms want it, each 일 written out: 일십이만삼천."""
    if amount == 0:
        return "영"
    words, scale = "", 0
    while amount:
        amount, four = divmod(amount, 10_000)
        group = "".join(
            _DIGITS[four // 10**place % 10] + ("", "십", "백", "천")[place]
            for place in (3, 2, 1, 0)
            if four // 10**place % 10
        )
        if group:
            words = group + ("", "만", "억")[scale] + words
        scale += 1
    return words


@dataclass(frozen=True, slots=True)
class Form:
    """What a filled-in form says."""

    kind: str
    rows: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    signer: str
    is_signed: bool
    signed_on: dt.date
    facts: Mapping[str, object]

    def values(self) -> Values:
        """The facts as the truth file gives them."""
        return {**self.facts, "signed": self.is_signed, "signed_on": self.signed_on.isoformat()}


def form_of(claim: Application, kind: str, faults: tuple[str, ...]) -> Form:
    """The form an application brings, wrong in the ways `faults` name."""
    rows, facts = _ROWS[kind](claim, faults)
    if "rrn_visible" in faults:
        number = resident_number(dice(claim.seed, f"form {kind}", claim.number))
        rows.insert(2, ("주민등록번호", number))
        facts = facts | {"rrn": number}
    return Form(
        kind=kind,
        rows=tuple(rows),
        sentences=_sentences(kind, claim),
        signer=claim.business.first_representative,
        is_signed="unsigned" not in faults,
        signed_on=claim.received - dt.timedelta(days=3),
        facts=facts,
    )


def draw_form(page: Surface, form: Form) -> None:
    """Draw the form on an A4 page."""
    day = form.signed_on
    page.box(0, 0, page.width, page.height, fill=(255, 255, 255))
    page.text(page.width / 2, 104, _TITLES[form.kind], 23, bold=True, anchor="m")
    y = _draw_rows(page, form.rows, 140) + 30
    for sentence in form.sentences:
        page.text(70, y, sentence, 11, room=page.width - 134)
        y += 24
    page.text(page.width / 2, y + 34, f"{day.year}년 {day.month}월 {day.day}일", 13, anchor="m")
    page.text(250, y + 82, "신청인" if form.kind != "PRX" else "위임인", 12, bold=True)
    if form.is_signed:
        sign(page, 320, y + 82, form.signer)
    else:
        page.text(320, y + 82, "(서명 또는 인)", 11, colour=GREY)
    page.text(70, y + 130, "카카오 1015 피해지원 접수 담당 귀중 (견본 서식)", 12)
    mark_as_sample(page)


def _draw_rows(page: Surface, rows: Sequence[tuple[str, str]], top: float) -> float:
    for place, (label, words) in enumerate(rows):
        y = top + place * 34
        page.box(64, y, 126, 34, fill=(243, 244, 247), outline=PALE)
        page.box(190, y, page.width - 254, 34, outline=PALE)
        page.text(127, y + 22, label, 10.5, bold=True, anchor="m", room=118)
        page.text(200, y + 22, words, 11.5, room=page.width - 276)
    return top + len(rows) * 34


def _sentences(kind: str, claim: Application) -> tuple[str, ...]:
    if kind == "APP":
        return ("위 내용이 사실과 다름없음을 확인하며, 사실과 다를 경우 지원금을 반환하겠습니다.",)
    if kind == "PRX":
        return (f"위 사람({claim.agent})에게 신청·보완·수령·이의신청에 관한 일체의 권한을 위임합니다.",)
    return (
        "■ 개인정보 수집·이용에 동의합니다.",
        "■ 협의체 및 위원에 대한 제3자 제공에 동의합니다.",
        "동의를 거부할 권리가 있으며, 거부하면 지원 심사를 받을 수 없습니다.",
    )


def _applicant_rows(claim: Application, numbers: tuple[str, str]) -> list[tuple[str, str]]:
    who = claim.business
    return [
        ("접수번호", numbers[0]),
        ("신고번호", numbers[1]),
        ("상호 / 대표자", f"{who.trade_name} / {who.representative}"),
        ("사업자등록번호", who.brn),
        ("사업장 주소", who.place.line),
        ("연락처", who.phone),
    ]


def _report_form(claim: Application, faults: tuple[str, ...]) -> tuple[list[tuple[str, str]], Values]:
    loss = claim.claimed_loss
    in_words = loss + 1_000_000 if loss is not None and "words_differ" in faults else loss
    amount = "미기재" if loss is None or in_words is None else f"금{loss:,}원(금{won_in_hangul(in_words)}원)"
    numbers = claim.claim, claim.report_number
    if "other_number" in faults:
        numbers = f"2023-{claim.number + 5_001:06d}", f"10-{claim.number + 9_500_001:07d}"
    service = "" if "service_left_out" in faults else claim.service.name
    rows = [
        *_applicant_rows(claim, numbers),
        ("이용 서비스", service),
        ("장애 기간", "2022. 10. 15. 15:30 ~ 2022. 10. 20. 23:00"),
        ("매출 손실액", amount),
        ("다른 보상", "같은 손실로 받은 다른 보상 없음"),
    ]
    who = claim.business
    values: Values = {"claim": claim.claim, "number": numbers[0], "trade_name": who.trade_name, "brn": who.brn}
    values |= {"representative": who.representative} | ({"service": claim.service.key} if service else {})
    return rows, values | ({} if loss is None else {"claimed_loss": loss, "loss_in_words": in_words})


def _consent_form(claim: Application, _faults: tuple[str, ...]) -> tuple[list[tuple[str, str]], Values]:
    rows = [
        ("신청인", claim.business.representative),
        ("수집 항목", "상호, 대표자, 사업자등록번호, 연락처, 계좌번호, 매출 자료"),
        ("수집·이용 목적", "소상공인 피해지원 심사 및 지원금 지급"),
        ("보유 기간", "심사 종료 후 3년"),
        ("제공받는 자", "1015 피해지원 협의체 및 위원"),
        ("제공 목적·기간", "피해지원 심의, 심의 종료 시까지"),
    ]
    return rows, {"claim": claim.claim, "representative": claim.business.representative}


def _authority(claim: Application, _faults: tuple[str, ...]) -> tuple[list[tuple[str, str]], Values]:
    agent = claim.agent
    rows = [
        ("위임인(상호)", f"{claim.business.representative} ({claim.business.trade_name})"),
        ("위임인 연락처", claim.business.phone),
        ("수임인", agent),
        ("관계", "배우자 (가족관계증명서 별첨)"),
        ("위임 범위", "신청, 보완, 수령, 이의신청"),
    ]
    who = claim.business
    return rows, {"principal": who.representative, "trade_name": who.trade_name, "agent": agent}


_ROWS = {"APP": _report_form, "CNS": _consent_form, "PRX": _authority}

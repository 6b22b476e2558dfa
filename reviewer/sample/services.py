"""The services people named in their reports, with the words they used (domain.md 1.7)."""

from dataclasses import dataclass

from reviewer.sample.draws import Weighted


@dataclass(frozen=True, slots=True)
class Service:
    """A service: key and Korean name as in the plan, whether a sister company runs it, and what people wrote."""

    key: str
    name: str
    affiliate: bool
    complaints: tuple[str, ...]


def _own(key: str, name: str, *complaints: str) -> Service:
    return Service(key, name, False, complaints)


def _sister(key: str, name: str, *complaints: str) -> Service:
    return Service(key, name, True, complaints)


SERVICES = {
    service.key: service
    for service in (
        _own("talk_text", "카카오톡 텍스트 메시지", "단골 손님 주문을 카톡으로 받는데 하루 종일 받지 못했습니다."),
        _own("talk_media", "카카오톡 이미지·동영상·파일", "시안 사진을 주고받지 못해 납품이 늦어졌습니다."),
        _own("talk_pc", "카카오톡 PC 로그인, 보이스톡", "PC 카톡이 안 되어 상담 업무가 멈췄습니다."),
        _own("talk_channel", "카카오톡 채널", "채널로 들어오는 예약과 상담이 모두 끊겼습니다."),
        _own("channel_ad", "톡채널 광고성 메시지 발송", "주말 행사 안내를 보내지 못해 손님이 오지 않았습니다."),
        _own("alimtalk", "알림톡", "예약 알림이 나가지 않아 예약 부도가 났습니다.", "주문 알림을 받지 못했습니다."),
        _own("biz_center", "카카오비즈니스", "광고 관리자에 들어갈 수 없어 광고를 멈추지 못했습니다."),
        _own("talk_order", "카카오톡 주문하기", "카카오톡 주문하기로 들어오는 주문이 0건이었습니다."),
        _own("gift_shop", "선물하기·쇼핑하기", "선물하기 교환권 손님을 받지 못했습니다."),
        _own(
            "kakao_login",
            "카카오 로그인",
            "로그인이 안 되어 쇼핑몰 주문이 끊겼습니다.",
            "손님이 충전 코인을 쓰지 못했습니다.",
        ),
        _own("talk_drawer", "톡서랍", "백업해 둔 자료를 볼 수 없었습니다."),
        _own("kakao_mail", "카카오메일", "견적 메일을 받지 못했습니다."),
        _own("daum_mail", "다음메일", "거래처 메일이 반송되어 주문을 놓쳤습니다.", "메일을 열 수 없었습니다."),
        _own("daum_portal", "다음 뉴스·카페·티스토리·브런치", "카페 공동구매를 진행하지 못했습니다."),
        _own("kakao_map", "카카오맵", "배달대행이 지도를 쓰지 못해 배달이 멈췄습니다.", "길 찾기가 되지 않았습니다."),
        _sister("kakao_t_taxi", "카카오T 택시 호출", "주말 내내 콜이 없었습니다.", "택시를 부르지 못했습니다."),
        _sister("kakao_t_driver", "카카오T 대리, 퀵·택배", "대리 콜을 전혀 받지 못했습니다."),
        _sister("kakao_navi", "카카오내비", "내비가 멈춰 길을 잃었습니다."),
        _sister(
            "kakao_pay", "카카오페이 결제·송금", "QR 결제가 되지 않아 손님을 돌려보냈습니다.", "송금이 안 되었습니다."
        ),
        _sister("kakao_bank", "카카오뱅크", "알림이 오지 않았습니다."),
        _sister("kakao_page", "카카오페이지·웹툰", "기다리면 무료 시간이 지나 버렸습니다."),
        _sister("melon", "멜론", "이용권을 샀는데 듣지 못했습니다."),
        _sister("kakao_games", "카카오게임즈", "접속하지 못해 이벤트 보상을 놓쳤습니다."),
    )
}
USERS_OWN = Weighted(
    [
        *[
            ("talk_text", 40),
            ("talk_media", 12),
            ("talk_pc", 7),
            ("daum_mail", 9),
            ("talk_drawer", 6),
            ("gift_shop", 8),
        ],
        *[("daum_portal", 7), ("kakao_login", 5), ("kakao_map", 4), ("kakao_mail", 2)],
    ]
)
PAID_OWN = Weighted([("talk_drawer", 55), ("gift_shop", 15), ("daum_mail", 5), ("talk_text", 25)])
PAID_BUSINESS = Weighted([("alimtalk", 4), ("channel_ad", 4), ("biz_center", 2), ("talk_channel", 2)])
AFFILIATES = Weighted(
    [
        *[("kakao_t_taxi", 22), ("kakao_t_driver", 14), ("kakao_pay", 26), ("melon", 14), ("kakao_page", 12)],
        *[("kakao_games", 6), ("kakao_bank", 4), ("kakao_navi", 2)],
    ]
)
# What a sister company's paper is taken for when a claimant names the wrong service.
TAKEN_FOR = {"kakao_navi": "kakao_map", "kakao_t_driver": "talk_channel", "kakao_pay": "talk_order"}

USER_COMPLAINTS = (
    "주말 내내 쓰지 못했습니다.",
    "결제한 기간만큼 돌려받고 싶습니다.",
    "약속 장소를 확인하지 못해 택시비를 썼습니다.",
    "쿠폰 사용 기한이 지나 버렸습니다.",
    "급한 송금을 못 해 연체 이자를 냈습니다.",
    "예약을 확인하지 못해 취소 수수료를 물었습니다.",
    "이용권을 샀는데 쓰지 못했습니다, 환불 바랍니다.",
)
PROTESTS = (
    "언제 복구되나요?",
    "국민 메신저라면서 대비가 이렇게 없을 수 있습니까.",
    "빠른 복구 부탁드립니다. 힘내세요!",
    "불편이 너무 컸습니다.\n재발 방지 대책을 알려 주세요.",
    "보상 기준이 어떻게 되는지 문의드립니다.",
    '고객센터에 물으니 "확인 중"이라고만 합니다, 답답합니다.',
    "연락이 닿지 않아 가족이 걱정했습니다.",
)

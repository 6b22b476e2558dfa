"""Invented people of the sample: names as they really occur, telephones and addresses that belong to nobody."""

from random import Random

from reviewer.sample.draws import Weighted, pick

SURNAMES = Weighted(
    [
        *[("김", 215), ("이", 147), ("박", 84), ("최", 47), ("정", 43), ("강", 24), ("조", 21), ("윤", 21)],
        *[("장", 20), ("임", 17), ("한", 16), ("오", 15), ("서", 15), ("신", 15), ("권", 14), ("황", 14)],
        *[("안", 14), ("송", 14), ("전", 11), ("홍", 11), ("유", 11), ("고", 10), ("문", 9), ("양", 9)],
        *[("손", 9), ("배", 8), ("백", 8), ("허", 7), ("노", 6), ("심", 6), ("하", 5), ("곽", 4), ("성", 4)],
        *[("차", 4), ("주", 4), ("우", 4), ("구", 4), ("민", 3), ("류", 3), ("나", 3), ("진", 3), ("지", 3)],
        *[("엄", 3), ("채", 3), ("원", 2), ("천", 2), ("방", 2), ("공", 2), ("현", 2), ("함", 2), ("변", 2)],
        *[("염", 2), ("여", 1), ("추", 1), ("도", 1), ("소", 1), ("석", 1), ("선", 1), ("설", 1), ("마", 1)],
        *[("길", 1), ("연", 1), ("위", 1), ("표", 1), ("명", 1), ("기", 1), ("반", 1), ("라", 1), ("왕", 1)],
        *[("금", 1), ("옥", 1), ("육", 1), ("인", 1), ("맹", 1), ("제", 1), ("모", 1), ("탁", 1), ("국", 1)],
        *[("어", 1), ("은", 1), ("편", 1), ("용", 1), ("예", 1), ("경", 1), ("봉", 1), ("부", 1), ("황보", 1)],
        *[("남궁", 2), ("선우", 1), ("제갈", 1), ("독고", 1), ("사공", 1), ("서문", 1), ("뇌", 1), ("궉", 1)],
    ]
)
FIRST_SYLLABLES = (
    "민서지수현영정은미성재경상승종동준진태병광기선혜윤주하유도인희호순명화용원창철대규석세예시우건연소나다라가보아"
)
SECOND_SYLLABLES = "준서연우현진희영수민호지은정숙경자순미아윤원석훈철식환주선혜란옥림빈율결솔람별샘슬찬혁균섭욱범표"
RARE_SYLLABLES = "뢰쀼휼뉘왈굉늠챈뷔얀믿핀숲괄뎡쟌횐삻큄훤"
PLAIN_WORDS = ("하늘", "아름", "가람", "슬기", "한별", "고운", "다솜", "새봄", "빛나라", "초롱", "으뜸", "참이슬비")
FOREIGN_NAMES = (
    "NGUYEN THI HOA",
    "NGUYEN VAN MINH",
    "TRAN THI LAN ANH",
    "LI XIAOMEI",
    "ZHANG WEI",
    "KIM VLADIMIR",
    "TSOI ELENA",
    "RAHMAN MD ABDUR",
    "BATBAYAR OYUNCHIMEG",
    "SMITH JOHN ALEXANDER",
    "O'BRIEN MARY-ANN",
    "MÜLLER THOMAS",
    "SUZUKI HARUKA",
    "DELA CRUZ MARIA TERESA",
)
HANJA_NAMES = ("金敏秀", "李英淑", "朴正浩", "崔銀珠", "鄭大鉉", "姜美蘭", "尹相喆", "林慧璟", "南宮珉", "白承珪")

_MAIL_WORDS = ("haneul", "garam", "sarang", "byeol", "minsu", "jiyoung", "shop", "store", "mam", "dalkong", "boss")
_MAIL_HOSTS = ("example.com", "example.net", "example.org", "mail.example.com", "post.example.net")
_AREA_CODES = {"서울": "02", "경기": "031", "인천": "032", "강원": "033", "충남": "041", "대전": "042"}
_AREA_CODES |= {"충북": "043", "세종": "044", "부산": "051", "울산": "052", "대구": "053", "경북": "054"}
_AREA_CODES |= {"경남": "055", "전남": "061", "광주": "062", "전북": "063", "제주": "064"}


def korean_name(rng: Random) -> str:
    """A Korean name of two to four syllables, now and then with a rare syllable."""
    turn = rng.random()
    surname = SURNAMES.draw(rng)
    if turn < 0.02:
        return surname + pick(rng, SECOND_SYLLABLES)
    if turn < 0.04:
        return surname + pick(rng, PLAIN_WORDS)
    if turn < 0.055:
        return surname + pick(rng, RARE_SYLLABLES) + pick(rng, SECOND_SYLLABLES)
    first = pick(rng, FIRST_SYLLABLES)
    second = pick(rng, SECOND_SYLLABLES)
    return surname + first + (second if second != first else "람")


def representative(rng: Random) -> str:
    """Who signs for a business: mostly Korean, 2 % in Latin letters, 1 % in Hanja, 2 % two people jointly."""
    turn = rng.random()
    if turn < 0.02:
        return pick(rng, FOREIGN_NAMES)
    if turn < 0.03:
        return pick(rng, HANJA_NAMES)
    if turn < 0.05:
        return f"{korean_name(rng)}, {korean_name(rng)}"
    return korean_name(rng)


def mobile_number(rng: Random) -> str:
    """A mobile number in the block 010-0..., which no Korean carrier gives out."""
    return f"010-0{rng.randrange(1000):03d}-{rng.randrange(10000):04d}"


def landline_number(rng: Random, province: str) -> str:
    """A landline number with the province's area code and an exchange beginning with 0, which does not exist."""
    return f"{_AREA_CODES.get(province, '02')}-0{rng.randrange(100):02d}-{rng.randrange(10000):04d}"


def electronic_mail(rng: Random) -> str:
    """An address in the domains reserved for examples."""
    return f"{pick(rng, _MAIL_WORDS)}{rng.randrange(10000)}@{pick(rng, _MAIL_HOSTS)}"


def resident_number(rng: Random) -> str:
    """A number shaped like a resident registration number whose check digit is deliberately wrong."""
    year, month, day = 55 + rng.randrange(45), 1 + rng.randrange(12), 1 + rng.randrange(28)
    body = f"{year:02d}{month:02d}{day:02d}{1 + rng.randrange(2)}{rng.randrange(100000):05d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    wrong = ((11 - total % 11) % 10 + 1 + rng.randrange(9)) % 10
    return f"{body[:6]}-{body[6:]}{wrong}"

"""The bank-book copy (통장사본, BNK) of a sample: the first inner page of a passbook of an invented bank."""

from dataclasses import dataclass

from reviewer.sample.applications import Application
from reviewer.sample.draws import dice, pick
from reviewer.sample.papers.stamps import mark_as_sample, press_seal
from reviewer.sample.papers.surface import GREY, WHITE, Colour, Surface
from reviewer.sample.people import korean_name

SIZE = (560.0, 400.0)
_TINTS: tuple[Colour, ...] = ((38, 92, 150), (32, 120, 92), (142, 84, 32), (104, 62, 132))
_PRODUCTS = ("사업자우대통장", "입출금자유예금", "기업자유예금", "저축예금")


@dataclass(frozen=True, slots=True)
class BankBook:
    """What the passbook says."""

    bank: str
    account: str
    holder: str
    product: str
    branch: str
    opened: str
    tint: Colour

    def values(self) -> dict[str, object]:
        """The facts as the truth file gives them."""
        last4 = "".join(sign for sign in self.account if sign.isdigit())[-4:]
        return {"bank": self.bank, "account": self.account, "account_last4": last4, "holder": self.holder}


def swap_digits(account: str) -> str:
    """The account with two neighbouring different digits swapped, as after a slip of the eye."""
    for place in range(len(account) - 2, 0, -1):
        first, second = account[place], account[place + 1]
        if first.isdigit() and second.isdigit() and first != second:
            return account[:place] + second + first + account[place + 2 :]
    return account[:-1] + str((int(account[-1]) + 1) % 10)


def bank_book_of(claim: Application, faults: tuple[str, ...]) -> BankBook:
    """The passbook an application brings, wrong in the ways `faults` name."""
    rng = dice(claim.seed, "bank book", claim.number)
    holder = claim.holder
    if "other_holder" in faults:
        holder = korean_name(rng)
        while holder in claim.business.representative:
            holder = korean_name(rng)
    if "holder_of_other_form" in faults:
        who = claim.business
        holder = who.first_representative if who.is_company else who.trade_name
    return BankBook(
        bank=claim.bank,
        account=swap_digits(claim.account) if "account_differs" in faults else claim.account,
        holder=holder,
        product=pick(rng, _PRODUCTS),
        branch=f"{pick(rng, ('가온', '새터', '한내', '솔밭', '다올'))}지점",
        opened=f"20{rng.randrange(8, 23):02d}. {rng.randrange(1, 13)}. {rng.randrange(1, 29)}.",
        tint=pick(rng, _TINTS),
    )


def draw_bank_book(page: Surface, paper: BankBook) -> None:
    """Draw the open passbook."""
    page.box(0, 0, page.width, page.height, fill=(250, 249, 244))
    pale = tuple(int(255 - (255 - part) * 0.12) for part in paper.tint)
    for stripe in range(0, int(page.height), 14):
        page.line(0, stripe, page.width, stripe, colour=(pale[0], pale[1], pale[2]), thick=2)
    page.box(0, 0, page.width, 62, fill=paper.tint)
    page.text(26, 40, paper.bank, 24, bold=True, colour=WHITE)
    page.text(page.width - 26, 42, "통 장", 16, colour=WHITE, anchor="r")
    rows = [
        ("예 금 종 류", paper.product),
        ("계 좌 번 호", paper.account),
        ("예 금 주", f"{paper.holder} 님"),
        ("신 규 일", paper.opened),
        ("관 리 점", paper.branch),
    ]
    for place, (label, words) in enumerate(rows):
        y = 112 + place * 44.0
        page.text(40, y, label, 13, colour=GREY)
        large = label in ("계 좌 번 호", "예 금 주")
        page.text(160, y, words, 19 if large else 14, bold=large, room=280)
        page.line(40, y + 12, page.width - 150, y + 12, colour=(206, 206, 200))
    press_seal(page, page.width - 74, 300, 30, ("견본", "거래인"))
    page.text(40, 346, "이 통장은 예금자보호 안내를 포함한 견본입니다.", 9, colour=GREY)
    page.box(0, page.height - 36, page.width, 36, fill=(238, 238, 230))
    mark_as_sample(page, top=80)

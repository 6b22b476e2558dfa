"""Which column of a sales table counts, by the headings that tills, card companies and hand-kept books use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from reviewer.rules.dated_lines import bare

_COUNTS = re.compile(r"건수|수량|객수|인원|횟수|테이블수|영수건|순번|번호|No\.?$|^건$|^명$", re.IGNORECASE)
_OTHER = re.compile(
    r"수수료|부가세|부가가치세|세액|VAT|공급가|잔액|잔고|(?<!매)출금|누계|누적|객단가|평균|할인|봉사료|전년|전일|전월|비율|점유|증감|목표|원가|포인트적립",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"취소|환불|반품|차감|refund|cancel", re.IGNORECASE)
_NET = re.compile(r"순매출|실매출|순액|순판매|실판매|실결제|차감후|net", re.IGNORECASE)
_SUM = re.compile(r"합계|총계|총매출|총액|총금액|매출계|소계|^계$|^합$|total", re.IGNORECASE)
_GROSS = re.compile(r"금액|매출|매상|판매|승인액|결제액|입금|정산|수입|amount|sales", re.IGNORECASE)
_MEANS = re.compile(r"카드|현금|계좌|이체|상품권|기타|배달|홀|포장|온라인|페이|쿠폰|간편")


@dataclass(frozen=True)
class Columns:
    """The columns to be added up for a day, and those to be taken off; slots are whatever the table counts by."""

    plus: tuple[int, ...]
    minus: tuple[int, ...] = ()
    nets_refunds: bool | None = None
    """Whether cancelled sales are taken off: None where the table names none."""


def columns_of(headings: Mapping[int, str], values: Mapping[int, Sequence[int | None]]) -> Columns | None:
    """The columns that make the sales of a day; None where more than one reading would be possible.

    `values` are the figures of each slot, line by line, all of the same length.
    """
    named = {slot: bare(headings.get(slot, "")) for slot in values}
    money = [slot for slot in values if not _COUNTS.search(named[slot]) and not _OTHER.search(named[slot])]
    minus = [slot for slot in money if _CANCELLED.search(named[slot]) and not _NET.search(named[slot])]
    money = [slot for slot in money if slot not in minus]
    if not any(named.values()):
        return _by_figures(values)
    for pattern in (_NET, _SUM):
        if found := [slot for slot in money if pattern.search(named[slot])]:
            return Columns((found[-1],), nets_refunds=_is_net(found[-1], money, minus, values))
    gross = [slot for slot in money if _GROSS.search(named[slot]) or _MEANS.search(named[slot])]
    if len(gross) > 1 and minus:
        left = [slot for slot in gross if _is_net(slot, gross, minus, values)]
        if left:
            return Columns((left[-1],), nets_refunds=True)
    if len(gross) > 1:
        means = [slot for slot in gross if _MEANS.search(named[slot])]
        gross = means if len(means) == len(gross) else []
    if not gross and len(money) == 1 and not named[money[0]]:
        gross = money
    if not gross:
        return None
    return Columns(tuple(gross), tuple(minus[-1:]), nets_refunds=True if minus else None)


def _is_net(
    chosen: int, money: Sequence[int], minus: Sequence[int], values: Mapping[int, Sequence[int | None]]
) -> bool | None:
    """Whether the chosen column is what is left after the cancelled ones; None where nothing was cancelled."""
    cancelled = [abs(amount or 0) for amount in values[minus[-1]]] if minus else []
    if not any(cancelled):
        return None
    for slot in money:
        pairs = zip(values[slot], cancelled, values[chosen], strict=True)
        if slot != chosen and all(
            None in (gross, net) or (gross or 0) - back == net for gross, back, net in pairs
        ):  # fmt: skip
            return True
    others = [slot for slot in money if slot != chosen]
    return False if others and all(values[chosen] == values[slot] for slot in others) else None


def _by_figures(values: Mapping[int, Sequence[int | None]]) -> Columns | None:
    """Without headings: the only column, the one the others add up to, or the only one too large for a count."""
    slots = list(values)
    if len(slots) == 1:
        return Columns((slots[0],))
    for net in reversed(slots):
        for place, gross in enumerate(slots):
            for back in slots[place + 1 :]:
                if net not in (gross, back) and _adds_up(values[gross], values[back], values[net]):
                    return Columns((net,))
    large = [slot for slot in slots if _middle(values[slot]) >= 1_000]
    return Columns((large[0],)) if len(large) == 1 else None


def _adds_up(gross: Sequence[int | None], back: Sequence[int | None], net: Sequence[int | None]) -> bool:
    lines = [one for one in zip(gross, back, net, strict=True) if None not in one]
    told = [one for one in lines if one[1]]
    return len(told) >= 2 and (
        all((first or 0) - abs(second or 0) == third for first, second, third in lines)
        or all((first or 0) + (second or 0) == third for first, second, third in lines)
    )


def _middle(amounts: Sequence[int | None]) -> float:
    known = [abs(amount) for amount in amounts if amount]
    return median(known) if known else 0

"""What a machine could say of each sample paper and claim, from what the paper was made to say and nothing it read."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from reviewer.sample.applications import Application
from reviewer.sample.faults import BY_CODE, WITH_TEXT
from reviewer.sample.sales import CANDIDATE_WEEKS, OUTAGE_WEEK
from reviewer.sample.services import SERVICES, Service

FULL, PARTIAL, NONE, NO_DATA = "full", "partial", "none", "no_data"
Hints = dict[str, str]
PAPER_HINTS: Mapping[str, tuple[str, ...]] = {
    "SBC": ("SBC3", "SBC4", "SBC5", "SBC6", "SBC7"),
    "BRC": ("BRC1", "BRC2", "BRC3", "BRC4", "BRC11"),
    "SLS": ("SLS1", "SLS2", "SLS4", "SLS5", "SLS6", "SLS11", "SLS13"),
    "SUS": ("SUS2", "SUS3", "SUS4", "SUS6"),
    "BNK": ("BNK1", "BNK3", "BNK4", "BNK5"),
    "APP": ("APP2", "APP3", "APP4"),
    "CNS": (),
    "PRX": (),
}
"""The checks of each kind that a machine has something to say of, beside G3, G5 and G6."""
CLAIM_HINTS = ("CLM2", "CLM3", *(f"X{n}" for n in range(1, 11)))
_EDGES, _EDGE_MARGIN = (300_000, 500_000), 10_000
_CUT_AWAY = {"SBC": ("issue_number",), "SLS": ("merchant", "brn", "period_from"), "SUS": ("owner",)}
"""What stands in the head of a paper, which `cropped` cuts off."""
_OWNER: Mapping[str, tuple[str, ...]] = {
    "brn": ("brn",),
    "trade_name": ("trade_name", "merchant", "owner"),
    "representative": ("representative", "principal"),
}
_WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Written:
    """One paper as truth.jsonl tells of it: its kind, how it was made, what is wrong with it, and what it says."""

    kind: str
    made_as: str
    faults: Sequence[str]
    values: Mapping[str, Any]

    def read(self, *, with_eyes: bool) -> Mapping[str, Any] | None:
        """What a machine reads in it; None where it reads nothing. `with_eyes` it recognises every picture."""
        if any(BY_CODE[code].unreadable for code in self.faults) or not (with_eyes or self.made_as in WITH_TEXT):
            return None
        unseen = _CUT_AWAY[self.kind] if "cropped" in self.faults else ()
        return {name: value for name, value in self.values.items() if name not in unseen}


def paper_hints(claim: Application, paper: Written, *, with_eyes: bool = False) -> Hints:
    """The level of every hint on a paper of this kind."""
    hints = dict.fromkeys(("G3", "G5", "G6", *PAPER_HINTS[paper.kind]), NO_DATA)
    said = paper.read(with_eyes=with_eyes)
    if paper.kind == "SUS":  # the application decides these, whether or not the paper can be read
        hints |= {"SUS2": _own(claim, said or {}), "SUS6": _down(claim)}
    if said is None:
        return hints
    hints |= {"G3": _agreeing(_owner(claim, said).values()), "G5": _unaltered(said)}
    hints["G6"] = NONE if "rrn" in said else FULL
    return hints | (_OF_KIND[paper.kind](claim, said, paper.faults) if paper.kind in _OF_KIND else {})


def claim_hints(
    claim: Application, papers: Sequence[Written], shared: Iterable[str], *, with_eyes: bool = False
) -> Hints:
    """The level of every hint on the claim as a whole; `shared` is what another claim holds too: file, account, brn."""
    read = [(paper, said) for paper in papers if (said := paper.read(with_eyes=with_eyes)) is not None]
    owners = [_owner(claim, said) for paper, said in read if paper.kind != "BNK"]
    holders = [_owner(claim, said)["holder"] for paper, said in read if paper.kind == "BNK"]
    sales = [said for paper, said in read if paper.kind == "SLS" and _agreeing(_owner(claim, said).values()) != NONE]
    loss = claim.claimed_loss
    return {
        "CLM2": _down(claim),
        "CLM3": _loss(claim, dict(chain.from_iterable(said.get("daily", {}).items() for said in sales))),
        "X1": _agreeing(owner["brn"] for owner in owners if "brn" in owner),
        "X2": _agreeing(owner["representative"] for owner in owners if "representative" in owner),
        "X3": _agreeing(owner["trade_name"] for owner in owners if "trade_name" in owner),
        "X4": _agreeing(holders),
        "X5": NONE if "file" in shared else FULL,
        "X6": NONE if "account" in shared else FULL,
        "X7": PARTIAL if "brn" in shared else FULL,
        "X8": NONE if claim.is_late else FULL,
        "X9": _sector(claim, [said for paper, said in read if paper.kind in ("SBC", "BRC")]),
        "X10": NO_DATA if loss is None else PARTIAL if _is_just_above_an_edge(loss) else FULL,
    }


def _agreeing(parts: Iterable[bool]) -> str:
    told = list(parts)
    return NO_DATA if not told else FULL if all(told) else PARTIAL if any(told) else NONE


def _either(agrees: bool) -> str:
    return FULL if agrees else NONE


def _owner(claim: Application, said: Mapping[str, Any]) -> dict[str, bool]:
    """What a paper says of its owner, and whether it is the claimant."""
    who = claim.business
    if "holder" in said:
        return {"holder": said["holder"] in (who.trade_name, who.representative, who.first_representative)}
    shown = {part: next((said[name] for name in names if name in said), None) for part, names in _OWNER.items()}
    return {part: value == getattr(who, part) for part, value in shown.items() if value is not None}


def _unaltered(said: Mapping[str, Any]) -> str:
    """G5: figures that contradict one another weigh more than a program that edits."""
    differs = said.get("total_printed") != said.get("total_of_rows")
    differs |= said.get("loss_in_words") != said.get("claimed_loss")
    return NONE if differs else PARTIAL if "editor" in said else FULL


def _certificate(claim: Application, said: Mapping[str, Any], _faults: Sequence[str]) -> Hints:
    is_one = "확인서" in said["title"]
    days = (OUTAGE_WEEK.isoformat(), claim.received.isoformat())
    is_valid = is_one and any(said["valid_from"] <= day <= said["valid_to"] for day in days)
    owner = _owner(claim, said)
    number = FULL if "issue_number" in said else NO_DATA
    return {
        "SBC3": number if is_one else NONE,
        "SBC4": _either(is_valid),
        "SBC5": _either(owner["brn"]),
        "SBC6": _either(owner["trade_name"]),
        "SBC7": _either(owner["representative"]),
    }


def _registration(claim: Application, said: Mapping[str, Any], faults: Sequence[str]) -> Hints:
    owner, is_company = _owner(claim, said), said["brn"][4:6] > "80"
    return {
        "BRC1": _either("bad_brn_check" not in faults),
        "BRC2": _either(owner["trade_name"]),
        "BRC3": _either(owner["representative"]),
        "BRC4": _either(said["opened"] < OUTAGE_WEEK.isoformat()),
        "BRC11": _either(is_company == claim.business.is_company),
    }


def _sales(claim: Application, said: Mapping[str, Any], _faults: Sequence[str]) -> Hints:
    daily, owner = said.get("daily", {}), _owner(claim, said)
    week = [day in daily for day in _days(OUTAGE_WEEK)]
    outside = "period_from" in said and any(not said["period_from"] <= day <= said["period_to"] for day in daily)
    adds_up = said["total_printed"] == said["total_of_rows"]
    return {
        "SLS1": _agreeing(week) if daily else NO_DATA,
        "SLS2": _normal_week(daily),
        "SLS4": NO_DATA if not owner else _either(any(owner.values())),
        "SLS5": NO_DATA if "period_from" not in said else PARTIAL if outside else FULL,
        "SLS6": NONE if not adds_up else PARTIAL if said["refunds_kept"] else FULL,
        "SLS11": NO_DATA,  # no sales paper says what was declared to the tax office
        "SLS13": NONE if owner and not any(owner.values()) else _loss(claim, daily),
    }


def _normal_week(daily: Mapping[str, int]) -> str:
    if not daily:
        return NO_DATA
    months = {day[5:7] for day in daily}
    return _either(bool(_whole_weeks(daily)) and not ("08" in months and "09" not in months))


def _loss(claim: Application, daily: Mapping[str, int]) -> str:
    """The highest week less the outage week, from the days a paper shows, against the claimed loss."""
    level = _normal_week(daily)
    if level != FULL:
        return level
    weeks = _whole_weeks(daily)
    outage = [daily.get(day) for day in _days(OUTAGE_WEEK)]
    if claim.claimed_loss is None or None in outage or len(weeks) < len(CANDIDATE_WEEKS):
        return NO_DATA
    loss = max(0, max(weeks) - sum(amount or 0 for amount in outage))
    return FULL if 100 * loss >= 99 * claim.claimed_loss else PARTIAL


def _whole_weeks(daily: Mapping[str, int]) -> list[int]:
    weeks = [_days(week) for week in CANDIDATE_WEEKS]
    return [sum(daily[day] for day in week) for week in weeks if all(day in daily for day in week)]


def _days(first: dt.date) -> list[str]:
    return [(first + dt.timedelta(days=n)).isoformat() for n in _WEEK]


def _screen(claim: Application, said: Mapping[str, Any], _faults: Sequence[str]) -> Hints:
    owner = NO_DATA if "owner" not in said else _either(said["owner"] == claim.business.trade_name)
    return {"SUS3": owner, "SUS4": _either(said["first_used"] < OUTAGE_WEEK.isoformat())}


def _named(claim: Application) -> list[Service]:
    return [service for service in (claim.service, claim.also_named) if service is not None]


def _own(claim: Application, said: Mapping[str, Any]) -> str:
    """SUS2: a paper of a sister company's service is at odds with an application that names Kakao's own."""
    level = _down(claim)
    return PARTIAL if level == FULL and said and SERVICES[said["service"]].affiliate else level


def _down(claim: Application) -> str:
    return _agreeing(not service.affiliate for service in _named(claim))


def _bank_book(claim: Application, said: Mapping[str, Any], _faults: Sequence[str]) -> Hints:
    who = claim.business
    fits = _either(said["holder"] == (who.trade_name if who.is_company else who.first_representative))
    return {
        "BNK1": _either(_owner(claim, said)["holder"]),
        "BNK3": _either(said["account"] == claim.account),
        "BNK4": NO_DATA if who.is_company else fits,
        "BNK5": fits if who.is_company else NO_DATA,
    }


def _form(claim: Application, said: Mapping[str, Any], _faults: Sequence[str]) -> Hints:
    loss = said.get("claimed_loss")
    return {
        "APP2": _either(said["number"] == claim.claim),
        "APP3": NO_DATA if loss is None else _either(said["loss_in_words"] == loss),
        "APP4": FULL if "service" in said else PARTIAL,
    }


def _sector(claim: Application, papers: Sequence[Mapping[str, Any]]) -> str:
    """X9: "others" is no sector a certificate could contradict."""
    sector = claim.business.sector
    if sector.name == "기타":
        return NO_DATA
    told = [said["ksic"].startswith(sector.ksic) if "ksic" in said else said["category"] == sector.category
            for said in papers]  # fmt: skip
    return NO_DATA if not told else FULL if all(told) else PARTIAL


def _is_just_above_an_edge(loss: int) -> bool:
    return any(edge < loss <= edge + _EDGE_MARGIN for edge in _EDGES)


_OF_KIND: Mapping[str, Callable[[Application, Mapping[str, Any], Sequence[str]], Hints]] = {
    "SBC": _certificate,
    "BRC": _registration,
    "SLS": _sales,
    "SUS": _screen,
    "BNK": _bank_book,
    "APP": _form,
}

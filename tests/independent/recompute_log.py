#!/usr/bin/env python3
"""Work every decision of an exported log out again, with this file, domain.md and the standard library alone.

    python recompute_log.py LOG.jsonl [LOG.csv ...] [--base floor|plus_fixed]

For each line: the verified loss from the two weeks, the assessed amount and the calculated award from the factors
(2.9, 9), the disposition from the losses (3.9), the award by its basis (amount votes by either rule, 5.2), quorum and
majority from the votes, reasons against the disposition (3.9), and over all lines the versions of each claim and the
numbers, each used once. An unmasked JSONL line carries its entry: then also every member's vote, and the entry's hash.

It prints `FILE line N, CLAIM: COLUMN is X, worked out Y` for every difference and ends with 1; else with 0. What the
log cannot show is not judged: votes that were lost, records that were found false, and members' votes where masked.
"""

import argparse
import csv
import datetime as dt
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]
Difference = tuple[str, object, object]
"""A column, what stands in it, and what was worked out."""

LOW_EDGE, LOW_AWARD, HIGH_EDGE, HIGH_AWARD = 300_000, 30_000, 500_000, 50_000
CANDIDATE_WEEKS = {dt.date(2022, 9, 3) + dt.timedelta(7 * week) for week in range(8) if week != 6}
PAYING = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED", "FIXED")
BY_LOSS = ("APPROVED_FULL", "APPROVED_PARTIAL", "CONVERTED_FIXED")
LOSS_CUT = {"P01", "P02", "P07"}
REASONS = {
    "APPROVED_FULL": {"A01"}, "APPROVED_PARTIAL": LOSS_CUT, "CONVERTED_FIXED": {"C01"}, "FIXED": {"A02"},
    "NOT_APPROVED": {"N01", "N02", "N03", "N04", "N05", "N06"},
    "INADMISSIBLE": {"E01", "E03", "E04", "E05", "E06", "E07"}, "REFERRED": set(), "WITHDRAWN": set(),
}  # fmt: skip
ROUTES = {"FLAT_30K": LOW_AWARD, "FLAT_50K": HIGH_AWARD}
MIN_VOTERS = 3
WHOLE = frozenset(
    {"seq", "meeting_no", "claimed_loss", "normal_week_sales", "outage_week_sales", "verified_loss", "assessed_amount",
     "floor", "round_up_to", "rounded", "offsets", "calculated_award", "award", "seats", "present", "votes_for",
     "votes_against", "votes_abstain", "votes_absent", "schema_version"}
)  # fmt: skip


def read(path: Path) -> list[Line]:
    """The lines of a log, CSV or JSONL, in one form: whole numbers as int, what is not known as ""."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{name: _plain(name, cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [{name: "" if value is None else value for name, value in line.items()} for line in lines]


def _plain(name: str, cell: str) -> object:
    if name == "floor_applied":
        return {"true": True, "false": False}.get(cell, cell)
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r":  # made harmless for spreadsheets
        return cell[1:]
    return int(cell) if name in WHOLE and cell else cell


def fixed_amount(loss: int) -> int:
    """The amount of the band a loss falls into, or 0 (1.4)."""
    return 0 if loss <= 0 else LOW_AWARD if loss <= LOW_EDGE else HIGH_AWARD if loss <= HIGH_EDGE else 0


def exact_amount(line: Line) -> Decimal:
    """Loss times factors; method B adds labour and rent to the profit rate (2.9)."""
    rate = Decimal(line["profit_rate"])
    if line["method"] == "B":
        rate += Decimal(line["labour_ratio"]) + Decimal(line["rent_ratio"])
    return Decimal(line["verified_loss"]) * rate * Decimal(line["alt_factor"]) * Decimal(line["share_factor"])


def calculation(line: Line, base: str) -> Iterator[Difference]:
    """Everything between the two weeks and the calculated award."""
    if line["normal_week_sales"] == "":
        return
    first = dt.date.fromisoformat(line["normal_week_from"])
    if first not in CANDIDATE_WEEKS:
        yield "normal_week_from", line["normal_week_from"], "a Saturday of the seven weeks"
    yield "verified_loss", line["verified_loss"], max(0, line["normal_week_sales"] - line["outage_week_sales"])
    if line["verified_loss"] <= HIGH_EDGE:
        for name in ("assessed_amount", "rounded", "profit_rate", "alt_factor", "share_factor"):
            yield name, line[name], ""  # a fixed band uses no factor
        yield "floor_applied", line["floor_applied"], False
        yield "calculated_award", line["calculated_award"], fixed_amount(line["verified_loss"])
        return
    exact = exact_amount(line)
    won = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    yield "assessed_amount", line["assessed_amount"], won
    if (step := line["round_up_to"] or 0) > 1:
        won = int((exact / step).to_integral_value(ROUND_CEILING)) * step
        yield "rounded", line["rounded"], won
    floored = base == "floor"
    yield "floor_applied", line["floor_applied"], floored and won < line["floor"]
    amount = max(won, line["floor"]) if floored else line["floor"] + won
    yield "calculated_award", line["calculated_award"], max(0, amount - (line["offsets"] or 0))


def disposition(line: Line) -> str:
    """What the losses call for; offsets that eat an individual award leave nothing to approve (3.9, 2.9)."""
    loss, claimed = line["verified_loss"], line["claimed_loss"]
    if loss <= 0 or (loss > HIGH_EDGE and line["calculated_award"] == 0):
        return "NOT_APPROVED"
    if loss <= HIGH_EDGE:
        return "CONVERTED_FIXED"
    return "APPROVED_FULL" if claimed == "" or 100 * loss >= 99 * claimed else "APPROVED_PARTIAL"


def outcome(line: Line) -> Iterator[Difference]:
    """Disposition and reasons."""
    given, reasons = line["disposition"], {code for code in line["reason_codes"].split(";") if code}
    if line["kind"] == "RETURN_REQUEST":
        return
    if given in BY_LOSS:
        yield "disposition", given, disposition(line) if line["verified_loss"] != "" else "no approval without a loss"
    if given == "NOT_APPROVED" and reasons <= {"N01"} and line["verified_loss"] != "":
        yield "disposition", given, disposition(line)  # no loss is the only ground it names
    if "N06" in reasons and not (line["verified_loss"] > HIGH_EDGE and line["calculated_award"] == 0):
        yield "reason_codes", line["reason_codes"], "N06 only where offsets eat the award"
    if reasons - REASONS[given] or (REASONS[given] and not reasons):
        yield "reason_codes", line["reason_codes"], "one or more of " + " ".join(sorted(REASONS[given]))


def amount_by_majority(amounts: Sequence[int], present: int) -> int:
    """From the largest down until a majority of those present is reached, the smallest of these (5.2 a)."""
    return sorted(amounts, reverse=True)[present // 2]


def amount_by_state_comp(amounts: Sequence[int], present: int) -> int:
    """From the smallest up until two thirds of those present agree, the largest of these (5.2 b)."""
    return sorted(amounts)[-(-present * 2 // 3) - 1]


def award(line: Line) -> Iterator[Difference]:
    """The award by its basis (2.9); a request to return names what is to come back."""
    given, basis, calculated = line["award"], line["award_basis"], line["calculated_award"]
    if line["kind"] == "RETURN_REQUEST":
        if given <= 0:
            yield "award", given, "what is to come back"
        return
    if line["disposition"] not in PAYING:
        yield "award", given, 0
        return
    if line["disposition"] == "FIXED" or basis == "FIXED":
        yield "award_basis", basis, "FIXED"
        wanted = ROUTES.get(line["route"]) or fixed_amount(line["claimed_loss"] or 0)
        if wanted or given not in ROUTES.values():  # put on the fixed path by a person, and since then off it again
            yield "award", given, wanted
        yield "calculated_award", calculated, given
    elif basis == "CALCULATED":
        yield "award", given, calculated
    elif basis == "AMOUNT_VOTE":
        rules = {"majority": amount_by_majority, "state_comp": amount_by_state_comp}
        amounts = [int(one) for one in line["amounts_voted"].split(";")]
        yield "award", given, rules[line["amount_rule"]](amounts, line["present"])
        if min(amounts) <= 0 or len(amounts) * 2 <= line["present"]:
            yield "amounts_voted", line["amounts_voted"], "amounts above nothing, of a majority"
    elif basis == "OVERRIDE" and (given == calculated or given <= 0):
        yield "award", given, f"another amount than {calculated}"
    elif basis not in ("OVERRIDE", "TIE"):
        yield "award_basis", basis, "FIXED CALCULATED OVERRIDE AMOUNT_VOTE or TIE"
    if line["disposition"] == "CONVERTED_FIXED":
        yield "award", given, fixed_amount(line["verified_loss"] or 0)


def majority(votes_for: int, present: int, rule: str) -> bool:
    """More than half of those present, or two thirds of them; a tie is lost (5.2)."""
    return votes_for * 3 >= present * 2 if rule == "two_thirds" else votes_for * 2 > present


def votes(line: Line) -> Iterator[Difference]:
    """Who was there, the quorum and the majority; the recused leave both counts (5.2)."""
    if line["disposition"] == "WITHDRAWN":
        yield "resolution_no", line["resolution_no"], ""
        return
    if not line["resolution_no"]:
        yield "resolution_no", line["resolution_no"], "a number"
    cast = {name: line[f"votes_{name}"] for name in ("for", "against", "abstain", "absent")}
    recused = [member for member in line["recused"].split(";") if member]
    yield "present", line["present"], cast["for"] + cast["against"] + cast["abstain"]
    left = line["seats"] - len(recused)
    if left >= MIN_VOTERS:
        yield "seats", line["seats"], line["present"] + cast["absent"] + len(recused)
    if line["present"] < MIN_VOTERS or line["present"] * 2 <= left:
        yield "present", line["present"], f"at least {max(MIN_VOTERS, left // 2 + 1)} of {left} for a quorum"
    amounts = len(line["amounts_voted"].split(";")) if line["amounts_voted"] else 0
    passed = majority(amounts or cast["for"], line["present"], line["vote_rule"])
    if line["award_basis"] == "TIE":  # the refusal was put, and found no majority either
        yield "votes_for", cast["for"], "no majority for the refusal" if passed else cast["for"]
    elif not passed:
        yield "votes_for", cast["for"], f"a majority of {line['present']}"


def people(line: Line) -> Iterator[Difference]:
    """Two different people prepared what the council decided (5.4)."""
    if line["disposition"] != "WITHDRAWN" and (line["lead_code"] == line["second_code"] or not line["second_code"]):
        yield "second_code", line["second_code"], "somebody other than the lead"


def canonical(value: object) -> bytes:
    """Canonical JSON: keys by code point, no spaces, NFC, no nulls (the file format of the journal)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode("utf-8")


def entry(line: Line) -> Iterator[Difference]:
    """The signed entry that an unmasked line carries: its hash, and every member's vote."""
    made = line.get("entry")
    if not made:
        return
    parts = [1, *(made[name] for name in ("case_uid", "uid", "key_id", "author", "number", "made_at", "act", "subject",
                                          "saw", "body", "previous"))]  # fmt: skip
    yield "hash", line["hash"], hashlib.sha256(canonical(parts)).hexdigest()
    yield "prev_hash", line["prev_hash"], made["previous"]
    yield "decision_uid", line["decision_uid"], f"{made['uid']}/{line['claim_no']}"
    body = made["body"]
    if "votes" not in body:
        return
    counted = Counter(body["votes"].values())
    for name in ("for", "against", "abstain", "absent"):
        yield f"votes_{name}", line[f"votes_{name}"], counted[name.upper()]
    yield "recused", line["recused"], ";".join(sorted(who for who, vote in body["votes"].items() if vote == "RECUSED"))
    for member, ground in body.get("grounds", {}).items():  # who stepped aside only when the item was called (5.3)
        if body["votes"].get(member) != "RECUSED" or not re.fullmatch("COI[1-7]", ground):
            yield "recused", line["recused"], f"not {member} on {ground}"
    yield "letter_no", line["letter_no"], body["letters"][line["claim_no"]]
    yield "resolution_no", line["resolution_no"], body["resolution_no"]
    amounts = sorted(body.get("amounts", {}).values())
    yield "amounts_voted", line["amounts_voted"], ";".join(map(str, amounts))


def versions(lines: Sequence[Line]) -> Iterator[tuple[int, Difference]]:
    """The versions of the decision on one claim: counted, linked, and at most the last one in force."""
    latest: dict[str, Line] = {}
    standing = {line["claim_no"]: line["seq"] for line in lines if line["state"] != "UNDONE"}
    for place, line in enumerate(lines):
        before = latest.get(line["claim_no"])
        if before is not None or line["seq"] == 1:
            yield place, ("seq", line["seq"], before["seq"] + 1 if before else 1)
            yield place, ("supersedes_uid", line["supersedes_uid"], before["decision_uid"] if before else "")
        if line["state"] != "UNDONE":
            last = standing[line["claim_no"]] == line["seq"]
            yield place, ("state", line["state"], "IN_FORCE" if last else "SUPERSEDED")
        latest[line["claim_no"]] = line
    reviewed = {line["claim_no"]: {line["lead_code"], line["second_code"]} for line in reversed(lines)
                if line["kind"] == "ORIGINAL"}  # fmt: skip
    for place, line in enumerate(lines):
        again = {line["lead_code"], line["second_code"]} & reviewed.get(line["claim_no"], set())
        if line["kind"] == "REVIEW" and again:
            yield place, ("lead_code", " ".join(sorted(again)), "nobody who prepared the first decision")


def numbers(lines: Sequence[Line]) -> Iterator[tuple[int, Difference]]:
    """A letter number is used once; a resolution number stands for one vote of one meeting."""
    used: dict[str, int] = {}
    resolved: dict[str, tuple[Any, ...]] = {}
    for place, line in enumerate(lines):
        if (number := line["letter_no"]) in used:
            yield place, ("letter_no", number, "a number that no other decision has")
        used[number] = place
        if not line["resolution_no"]:
            continue
        vote = tuple(line[name] for name in ("meeting_no", "decided_at", "hash", "votes_for", "present", "recused"))
        if resolved.setdefault(line["resolution_no"], vote) != vote:
            yield place, ("resolution_no", line["resolution_no"], "a number of one vote alone")


def differences(lines: Sequence[Line], base: str = "floor") -> list[tuple[int, str, Difference]]:
    """Every difference of a log, as (place of the line, claim, difference)."""
    found = []
    for place, line in enumerate(lines):
        parts = (calculation(line, base), outcome(line), award(line), votes(line), people(line), entry(line))
        found += [(place, one) for part in parts for one in part]
    found += [*versions(lines), *numbers(lines)]
    return [(place, lines[place]["claim_no"], one) for place, one in found if one[1] != one[2]]


def unequal_files(logs: Mapping[Path, Sequence[Line]]) -> Iterator[str]:
    """A CSV and a JSONL of the same log say the same."""
    by_uid: dict[str, list[tuple[Path, Line]]] = defaultdict(list)
    for path, lines in logs.items():
        for line in lines:
            by_uid[line["decision_uid"]].append((path, line))
    for uid, told in by_uid.items():
        (first, one), *others = told
        if len(told) != len(logs):
            yield f"{uid} stands in {len(told)} of {len(logs)} files"
        for path, other in others:
            for name in sorted((set(one) & set(other)) - {"export_id"}):
                if one[name] != other[name]:
                    yield f"{path.name}, {other['claim_no']}: {name} is {other[name]!r}, in {first.name} {one[name]!r}"


def main(arguments: Iterable[str] | None = None) -> int:
    """Work the logs out again and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--base", choices=("floor", "plus_fixed"), default="floor")
    given = parser.parse_args(None if arguments is None else list(arguments))
    logs, told = {path: read(path) for path in given.logs}, []
    for path, lines in logs.items():
        for place, claim, (column, found, expected) in differences(lines, given.base):
            told.append(f"{path.name} line {place + 1}, {claim}: {column} is {found!r}, worked out {expected!r}")
    told += unequal_files(logs)
    print(*told, sep="\n", end="\n" if told else "")
    print(f"{sum(map(len, logs.values()))} decisions worked out again, {len(told)} differences")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())

"""Fills the tables of docs/interface.md from the program: `make tables`. tests/test_docs.py says when that is due."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reviewer import RESOURCES
from reviewer.letters.log_columns import COLUMN_WORDS, KINDS, MEASURED
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.problem import CODES

INTERFACE = Path(__file__).resolve().parent.parent / "docs" / "interface.md"
PLACE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.DOTALL)
COUNTED = re.compile(r"\{(\w+)\|[^/{}]+/([^{}]+)\}")
"""A value with its noun for one and for many: `{days|day/days}`."""


def words(name: str) -> dict[str, Any]:
    """The English words of the program: `codes` or `problems`."""
    return tomllib.loads((RESOURCES / "i18n" / f"{name}.en.toml").read_text("utf-8"))


def problems() -> Iterator[tuple[str, ...]]:
    """Every Problem: its code, what happened, and what to do next."""
    yield "code", "what happened", "what to do next"
    told = words("problems")
    for code in sorted(CODES):
        yield f"`{code}`", *(COUNTED.sub(r"{\1} \2", told[code][part]) for part in ("what", "next"))


TAKEN_BACK = {
    **dict.fromkeys(UNDOABLE, "`take_back`"),
    "route_claims": "`take_back_routes`", "assign_claims": "`take_back_assignments`",
    "put_on_agenda": "`take_off_agenda`", "record_challenge": "`withdraw_challenge`",
    "request_review": "`withdraw_review`", "propose_destruction": "`drop_destruction`",
    **dict.fromkeys(("resolve", "adopt_fixed_list"), "`take_back_resolution` until the letter left"),
    **dict.fromkeys(
        ("issue_letter", "request_supplement", "extend_supplement", "remind_supplement", "withdraw",
         "write_lane_letters",
         "list_payments", "record_payments", "export", "print", "extend_review", "hear_claimant", "announce_failure",
         "acknowledge_receipt", "announce_delay", "ask_account"),
        "– (it leaves the house)",
    ),
    **dict.fromkeys(("search_claims", "open_claim", "read_paper", "unmask"), "– (it was seen)"),
    "confirm_destruction": "– (the data are gone)", "split_claim": "– (the part has its number)",
}  # fmt: skip
"""How an act is taken back, or why it is not; any other stays, and a later one of its kind says what holds since."""


def acts() -> Iterator[tuple[str, ...]]:
    """Every act: its name, what it is about, what it does, who may, and how it is taken back."""
    yield "act", "subject", "does", "roles", "taken back"
    told, roles = words("codes")["act"], {"MEMBER", "CHAIR", "SECRETARY", "STAFF"}
    for act in ACTS.values():
        does = told[act.name] + ("" if act.deciding else " (access: changes no standing)")
        may = "everyone on the roster" if act.roles > roles else " ".join(sorted(act.roles)).lower()
        yield f"`{act.name}`", act.subject, does, may, TAKEN_BACK.get(act.name, "–")


def refusals() -> Iterator[tuple[str, ...]]:
    """Every reason why intake refuses a row, a cell or a file."""
    yield "code", "meaning"
    for code, meaning in sorted(words("codes")["refusal"].items()):
        yield f"`{code}`", meaning


LOG_VALUES = {
    "route": "code of the plan",
    "schema_version": "whole number",
    "kind": "`ORIGINAL`, `CORRECTION`, `REVIEW`, `RETURN_REQUEST`",
    "vote_rule": "`majority`, `two_thirds`",
    "amount_rule": "`majority`, `state_comp`",
    "method": "`A`, `B`",
    "award_basis": "`FIXED`, `CALCULATED`, `OVERRIDE`, `AMOUNT_VOTE`",
    "amounts_voted": "whole won, joined by `;`",
    "reason_codes": "codes, joined by `;`",
    "recused": "roster ids, joined by `;`",
    "lead_code": "roster id",
    "second_code": "roster id",
    "floor_applied": "`true`, `false`",
    "state": "`IN_FORCE`, `SUPERSEDED`, `UNDONE`",
}
"""What stands in the columns of the decision log that hold codes."""
LOG_KINDS = {"DECIMAL": "decimal number", "DAY": "day, `2022-10-08`", "MOMENT": "moment, `2023-04-20T14:00:00+09:00`"}


def log() -> Iterator[tuple[str, ...]]:
    """Every column of the decision log: its name, its headings and what it holds."""
    yield "column", "heading", "meaning", "holds"
    for name, (korean, english) in COLUMN_WORDS.items():
        kind = LOG_KINDS[KINDS[name]] if name in KINDS else "whole number" if name in MEASURED else "text"
        yield f"`{name}`", korean, english, LOG_VALUES.get(name, kind)


TABLES: dict[str, Callable[[], Iterator[tuple[str, ...]]]] = {
    "problems": problems,
    "acts": acts,
    "refusals": refusals,
    "log": log,
}


def filled(text: str) -> str:
    """The document with every table between its marks made anew."""
    return PLACE.sub(lambda found: found[1] + _table(TABLES[found[2]]()) + found[3], text)


def _table(rows: Iterator[tuple[str, ...]]) -> str:
    header, *lines = (tuple(cell.replace("|", "\\|") for cell in row) for row in rows)
    ruled = (header, tuple("---" for _ in header), *lines)
    return "".join(f"| {' | '.join(row)} |\n" for row in ruled)


if __name__ == "__main__":
    INTERFACE.write_text(filled(INTERFACE.read_text("utf-8")), encoding="utf-8")

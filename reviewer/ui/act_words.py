"""What an act in the timeline says, in the reader's words."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from reviewer.desk.wording import done_word, word_for
from reviewer.rules.blind import RECORDING
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.ui.source_mark import value_shown
from reviewer.ui.wording import day, language, tr, won, word

CODES = {
    ("record_contact", "kind"): "contact", ("record_contact", "direction"): "contact",
    ("check_quality", "outcome"): "quality", ("record_delivery", "way"): "delivery",
    ("record_delivery", "result"): "delivery", ("issue_letter", "kind"): "letter",
}  # fmt: skip
"""Facts that hold a code, with the kind of word it has."""
PLANNED = {
    ("classify_paper", "kind"): "proof_kinds", ("open_again", "kind"): "decision_kinds",
    ("hold", "reason"): "hold_reasons", ("record_check", "reason"): "supplement_reasons",
    ("resolve", "reason"): "decision_reasons", ("open_again", "reason"): "return_reasons",
    ("declare_false", "reason"): "false_reasons", ("announce_delay", "reason"): "delay_reasons",
    ("propose_decision", "override_reason"): "override_reasons",
    ("record_opinion", "override_reason"): "override_reasons",
}  # fmt: skip
"""Facts that hold a code of the plan, with the table that has its word."""
NUMBERED = {"hold_reasons", "supplement_reasons", "decision_reasons"}
"""Tables whose codes are known to reviewers; they stand before the word, as those of grounds do."""
FIRST = ("kind", "direction", "on", "time", "person", "place", "said", "promise", "promise_due")
"""The order in which a contact is told; other facts follow in the order of their names."""
SILENT = {("record_sales", "source"), ("record_sales", "vat")}
"""Facts that are codes of a form; the section of the act shows them in words."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HASH = re.compile(r"[0-9a-f]{32,}|[0-9a-f-]{36}")


def result_word(result: str) -> str:
    """The word of an answer."""
    match result:
        case "PASS":
            return tr("Pass")
        case "FAIL":
            return tr("Fail")
        case "UNCLEAR":
            return tr("Unclear")
        case "NA":
            return tr("Not applicable")
    return ""


def summary(one: Any, plan: Plan, case: Case, name_of: Callable[[str], str]) -> str:
    """What an act says, in a few words; hashes and lists are left to the details."""
    said: list[str] = [tr("not shown before both are there")] if one.act == RECORDING and not one.facts else []
    for name, value in sorted(one.facts.items(), key=lambda fact: FIRST.index(fact[0]) if fact[0] in FIRST else 99):
        if name == "query" or (one.act, name) in SILENT or value == "CALCULATED":  # for the record
            continue
        if coded := _coded(one.act, name, str(value)) or _planned(plan, one.act, name, str(value)):
            said.append(coded)
            continue
        if name == "result":
            said.append(result_word(str(value)))
        elif name == "fact":
            said.append(word_for("fact", str(value).partition(" ")[0], language()))
        elif name == "value" and one.act == "bind_fact":
            said.append(value_shown(str(one.facts["fact"]), str(value)) if "fact" in one.facts else str(value))
        elif name == "undone":
            said.append(done_word(str(value), language()))
        elif name == "disposition":
            said.append(word(plan.dispositions, str(value)))
        elif name == "ground":
            said.append(tr("no conflict") if value == "NONE" else f"{value} {word(plan.grounds, str(value))}")
        elif name == "route":
            said.append(word(plan.routes, str(value)))
        elif isinstance(value, int) and not isinstance(value, bool) and ("award" in name or "sales" in name):
            said.append(won(value))
        elif name == "verdict":
            said.append(word_for("verdict", str(value), language()))
        elif isinstance(value, str) and value in case.roster:
            said.append(name_of(value))
        elif isinstance(value, str) and value and not HASH.fullmatch(value):
            said.append(value)
    return " · ".join(filter(None, said))


def _coded(act: str, name: str, value: str) -> str:
    """The word of a code, a day in the reader's form, a promise with its name; empty for anything else."""
    if (act, name) in CODES:
        return word_for(CODES[act, name], value, language())
    if DAY.fullmatch(value):
        return day(dt.date.fromisoformat(value))
    return {
        ("check_decision", "opinion", "AGREE"): tr("agrees"),
        ("check_decision", "opinion", "DIFFER"): tr("differs"),
        ("check_decision", "opinion", "SEND_BACK"): tr("put back"),
        ("set_blind", "blind", "YES"): tr("yes, neither sees the other's opinion first"),
        ("set_blind", "blind", "NO"): tr("no, the second checks the proposal"),
        ("propose_decision", "award_basis", "OVERRIDE"): tr("Override"),
        ("record_opinion", "award_basis", "OVERRIDE"): tr("Override"),
        ("record_check", "reason", "STATEMENT"): tr("Passed on a statement (note)"),
        ("record_check", "reason", "OTHER"): tr("Another reason (note)"),
        ("record_contact", "promise", value): tr("Promise: {promise}", promise=value),
    }.get((act, name, value), "")


def _planned(plan: Plan, act: str, name: str, value: str) -> str:
    """The word of a code of the plan; empty for what is none."""
    table = PLANNED.get((act, name), "")
    if not value or not table:
        return ""
    said = word(getattr(plan, table), value)
    return f"{value} {said}" if table in NUMBERED and said != value else said

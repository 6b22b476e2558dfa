"""What an act in the timeline says, in the reader's words."""

import re
from collections.abc import Callable
from typing import Any

from reviewer.desk.wording import word_for
from reviewer.rules.blind import RECORDING
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.ui.source_mark import value_shown
from reviewer.ui.wording import language, tr, won, word

HASH = re.compile(r"[0-9a-f]{32,}|[0-9a-f-]{36}")


def result_word(result: str) -> str:
    """The word of an answer."""
    return {"PASS": tr("Pass"), "FAIL": tr("Fail"), "UNCLEAR": tr("Unclear"), "NA": tr("Not applicable")}.get(
        result, ""
    )


def summary(one: Any, plan: Plan, case: Case, name_of: Callable[[str], str]) -> str:
    """What an act says, in a few words; hashes and lists are left to the details."""
    said: list[str] = [tr("not shown before both are there")] if one.act == RECORDING and not one.facts else []
    for name, value in one.facts.items():
        if name == "query":  # the canonical text of a list, for the record
            continue
        if name == "result":
            said.append(result_word(str(value)))
        elif name == "fact":
            said.append(word_for("fact", str(value).partition(" ")[0], language()))
        elif name == "value" and one.act == "bind_fact":
            said.append(value_shown(str(one.facts["fact"]), str(value)) if "fact" in one.facts else str(value))
        elif name == "undone":
            said.append(word_for("act", str(value), language()))
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
    return " · ".join(said)

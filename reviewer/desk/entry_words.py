"""An entry of the journal in words, for a paper: which act, and what its body says that a person can read."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from reviewer.casefile.claim_facts import TimelineLine
from reviewer.desk.wording import done_word, paper_word, word_for
from reviewer.rules.acts import act_named
from reviewer.rules.acts.shape import replace_texts
from reviewer.rules.council import Case
from reviewer.rules.korean import date_en, date_ko, won_plain
from reviewer.rules.plan import Plan

_SILENT = frozenset({"query", "source", "vat", "entry", "decision", "document", "documents", "clipping", "replaces"})
"""Facts that name other records, or codes that only a form needs."""
_HASH = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27}(/.*)?")
_CODE = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]+")
_MONEY = ("award", "sales", "amount", "loss")
Mask = Callable[[str], str]


def entry_in_words(line: TimelineLine, plan: Plan, case: Case, lang: str, mask: Mask) -> str:
    """The act and its facts; what people wrote goes through `mask`, hashes and lists of records are left out."""
    facts = replace_texts(act_named(line.act).body, line.facts, mask)
    said = [_fact(line.act, name, value, plan, case, lang) for name, value in sorted(facts.items())]
    return " · ".join(filter(None, (done_word(line.act, lang), *said)))


def _fact(act: str, name: str, value: Any, plan: Plan, case: Case, lang: str) -> str:
    if name in _SILENT or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return won_plain(value, lang) if any(part in name for part in _MONEY) else ""
    if not isinstance(value, str) or not value or _HASH.fullmatch(value):
        return ""
    return _word(act, name, value, plan, case, lang)


def _word(act: str, name: str, value: str, plan: Plan, case: Case, lang: str) -> str:
    """The word of a code, a date in the form of the language, a person by role; else the text itself."""
    if value in case.roster:
        return person_by_role(value, plan, case, lang)
    words: Mapping[str, Mapping[str, Any]] = {
        "route": plan.routes, "disposition": {code: one.word for code, one in plan.dispositions.items()},
        "kind": {code: one.name for code, one in plan.proof_kinds.items()},
        "hold": plan.hold_reasons, "override_reason": plan.override_reasons,
    }  # fmt: skip
    if value in words.get(name, {}):
        return str(words[name][value].in_(lang))
    if name == "result" and value in ("PASS", "FAIL", "UNCLEAR", "NA"):
        return paper_word("dossier", value, lang)
    if name == "opinion":
        return paper_word("minutes", f"opinion_{value}", lang)
    if name == "ground":
        return f"{value} {plan.grounds[value].text.in_(lang)}" if value in plan.grounds else ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = dt.date.fromisoformat(value)
        return date_ko(day) if lang == "ko" else date_en(day)
    for table in ({"undone": "act"}.get(name, ""), "contact", "letter", "quality", "delivery", "access", "fact"):
        first = value.partition(" ")[0]
        if table and (word := word_for(table, first, lang)) != first:
            return word
    return "" if _CODE.fullmatch(value) or value in ("CALCULATED", "OVERRIDE", "NONE") else value


def person_by_role(member: str, plan: Plan, case: Case, lang: str) -> str:
    """A person as the log names one: the role, and the id of the roster."""
    line = case.roster.get(member)
    role = plan.roles[line.role].in_(lang) if line is not None and line.role in plan.roles else ""
    return f"{role} {member}".strip()

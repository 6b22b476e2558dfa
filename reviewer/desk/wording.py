"""Puts problems and codes into the reader's words; the words stand in resources/i18n, one file per language."""

import datetime as dt
import os
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from reviewer import RESOURCES
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import date_en, date_ko, fill, won_plain
from reviewer.rules.problem import Problem

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_CLAIMS_TOLD = 5


def system_language() -> str:
    """`ko` or `en`, as the system's language settings say."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if value := os.environ.get(name):
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


@cache
def _table(name: str, lang: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((RESOURCES / "i18n" / f"{name}.{lang}.toml").read_text("utf-8"))


def read_words(lang: str) -> None:
    """Read the words that windows ask for first: of codes, of actions, of problems."""
    for name in ("codes", "actions", "problems"):
        _table(name, lang)


def word_for(kind: str, code: str, lang: str) -> str:
    """The word for a code of this kind (act, why, what); the code itself where there is none."""
    words = _table("codes", lang).get(kind, {})
    if code in words:
        return words[code]
    head = code  # codes such as "value_missing amount" carry their subject behind them
    while " " in head:
        head = head.rpartition(" ")[0]
        if head in words:
            return f"{words[head]} {code[len(head) + 1 :]}"
    return code


def done_word(act: str, lang: str) -> str:
    """An act as what was done, for timelines and logs: "check recorded"; Korean has one word for both."""
    found = word_for("done", act, lang)
    return word_for("act", act, lang) if found == act else found


def word_in(table: str, kind: str, code: str, lang: str) -> str:
    """A word of another file of resources/i18n, such as `rules`; the code itself where there is none."""
    return _table(table, lang).get(kind, {}).get(code, code)


def trouble_in_words(code: str, where: str, lang: str) -> str:
    """What a problem that `check` found outside the entries means, in one sentence; empty for one of an entry."""
    words = _table("codes", lang)["trouble"].get(code, "")
    return fill(words, defaultdict(lambda: where), lang)


def sample_in_words(what: str, lang: str, **facts: object) -> str:
    """What came of making a sample that is not whole: `stopped`, or `fewer` decisions than were asked for."""
    return fill(_table("codes", lang)["sample"][what], {name: str(value) for name, value in facts.items()}, lang)


def line_in_words(line: int, done: int, lang: str) -> str:
    """Which act line was refused, and how many before it stay recorded: what the words of its problem follow."""
    words = _table("codes", lang)["act_lines"]
    return fill(words["refused_after" if done else "refused"], {"line": str(line), "done": f"{done:,}"}, lang)


def wanting_in_words(code: str, where: str, claims: Sequence[str], lang: str) -> str:
    """What a backup lacks because the case lacks it, with the first of the claims it belongs to."""
    words = _table("codes", lang)["wanting"]
    told = [trouble_in_words(code, where, lang)]
    if claims:
        facts = {"claims": ", ".join(claims[:_CLAIMS_TOLD]), "more": str(len(claims) - _CLAIMS_TOLD)}
        told.append(fill(words["claims_more" if len(claims) > _CLAIMS_TOLD else "claims"], facts, lang))
    return " ".join(told)


def problem_parts(problem: Problem, lang: str) -> tuple[str, str, str]:
    """What happened, what is safe, and what to do next, in the reader's language."""
    words = _table("problems", lang)[_spoken(problem)]
    facts = {name: _fact(name, value, lang) for name, value in problem.facts.items()}
    if problem.code == "DecisionIncomplete":
        facts["check"] = _about(str(problem.facts.get("what", "")), str(problem.facts.get("check", "")), lang)
    what, safe, after = (fill(words[part], defaultdict(str, facts), lang) for part in ("what", "safe", "next"))
    return what, safe, after


def _spoken(problem: Problem) -> str:
    """The code whose words are told: who chose a file named like a case is not told to look at its name."""
    is_named_so = str(problem.facts.get("file", "")).lower().endswith(".casedb")
    return "NotMadeHere" if problem.code == "NotACaseFile" and is_named_so else problem.code


def _about(what: str, check: str, lang: str) -> str:
    """What a decision lacks: an outcome in its word, a loss in won, a check or reason by its code."""
    if what == "loss_is_verified" and check.isdigit():
        return f": {won_plain(int(check), lang)}"
    return f": {word_for('disposition', check, lang)}" if check else ""


def problem_in_words(problem: Problem, lang: str) -> str:
    """The whole message as one text of three sentences or more."""
    return " ".join(problem_parts(problem, lang))


def _fact(name: str, value: Any, lang: str) -> str:
    text = str(value)
    if _MOMENT.fullmatch(text):
        return _moment(text, lang)
    if name == "attributes":
        return ", ".join(word_for("twin", code, lang) for code in text.split())
    if name == "touches":
        return ", ".join(word_for("touch", code, lang) for code in text.split())
    if name == "wanted":  # a stage that does not follow, or an act that is not done at one
        staged = word_for("stage", text, lang)
        return staged if staged != text else word_for("act", text, lang)
    if name == "why" and text.startswith("key_taken "):
        return _taken(text.removeprefix("key_taken "), lang)
    return word_for(name, text, lang) if name in ("act", "stage", "why", "what") else text


def _taken(said: str, lang: str) -> str:
    """Which key is that of two actions in one place, and which the other one is: its word, and its name in the file."""
    key, _, name = said.rpartition(" ")
    is_act = name.startswith("act_")
    called = word_for("act", name[4:], lang) if is_act else word_in("actions", "action", name, lang)
    return fill(_table("codes", lang)["why"]["key_taken"], {"key": key, "other": bracketed(called, name, lang)}, lang)


def bracketed(text: str, inside: str, lang: str) -> str:
    """A text with something in brackets behind it: set close in Korean, apart in English."""
    return f"{text} ({inside})" if lang == "en" else f"{text}({inside})"


def paper_word(kind: str, code: str, lang: str, **values: object) -> str:
    """What is printed on a paper of the office (minutes, brief), with its values put in."""
    return fill(_table("papers", lang)[kind][code], values, lang)


def _moment(made_at: str, lang: str) -> str:
    """The Korean local time of an entry's UTC time, to the minute."""
    made = dt.datetime.fromisoformat(made_at).astimezone(KOREA)
    return f"{date_ko(made.date()) if lang == 'ko' else date_en(made.date())} {made:%H:%M}"

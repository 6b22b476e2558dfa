"""The words for the rules of the plan: what each is called, the value in force, and whose rule it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reviewer.desk.wording import word_in
from reviewer.letters.content import Column, Table
from reviewer.rules.council import Case
from reviewer.rules.korean import fill, won_plain
from reviewer.rules.plan import Plan

BLANKS = ("ref", "detail", "amount", "band_ko", "band_en")
"""Values of a claim that the sentences of reasons name."""


@dataclass(frozen=True)
class RuleLine:
    """A rule behind a term: its name, the value in force (empty for a whole table), and whose rule it is."""

    name: str
    value: str
    mark: str


class RuleWords:
    """The words of rules in one language, with the values in force."""

    def __init__(self, case: Case, plan: Plan, lang: str) -> None:
        self.case, self.plan, self.lang = case, plan, lang

    def __call__(self, code: str, **values: object) -> str:
        return fill(word_in("rules", "words", code, self.lang), values, self.lang)

    def mark(self, rule: str) -> str:
        """The label of a rule: published by Kakao, or the council's own (domain.md 0)."""
        if self.plan.marks[rule].origin == "published":
            return self("published")
        return self("proposed") if self.case.rules_resolution is None else self("resolved")

    def settings(self, names: Iterable[str]) -> Table:
        """A table of settings with their values and marks."""
        rows = [(self._name(name), self._value(name), self.mark(f"settings.{name}")) for name in names]
        return self.table(rows, ("rule", 0.5), ("value", 0.27), ("mark", 0.23))

    def table(self, rows: Iterable[tuple[str, ...]], *columns: tuple[str, float], caption: str = "") -> Table:
        """A table whose headings are words of the paper."""
        heads = tuple(Column(self(name), share) for name, share in columns)
        return Table(heads, tuple(rows), caption=caption)

    def blanks(self) -> dict[str, object]:
        """What stands in the sentences of reasons in place of a claim's own values; the closing day is known."""
        return {**{name: self(f"blank_{name}") for name in BLANKS}, "closing": self.plan.closing}

    def _name(self, name: str) -> str:
        return word_in("rules", "settings", name, self.lang).partition("|")[0]

    def _value(self, name: str) -> str:
        value, unit = getattr(self.plan.settings, name), word_in("rules", "settings", name, self.lang).partition("|")[2]
        if isinstance(value, bool):
            return self("yes") if value else self("no")
        if isinstance(value, tuple):
            return ", ".join(self.kinds(value))
        if unit == "won":
            return won_plain(value, self.lang)
        if isinstance(value, str):
            return word_in("rules", "choices", f"{name} {value}", self.lang)
        shown = percent(value) if unit == "rate" and isinstance(value, Decimal) else str(value)
        return fill(word_in("rules", "units", unit or "number", self.lang), {"value": shown}, self.lang)

    def kinds(self, codes: Iterable[str]) -> list[str]:
        """The names of kinds of paper."""
        return [self.plan.proof_kinds[code].name.in_(self.lang) for code in codes]

    def line(self, rule: str) -> RuleLine:
        """One rule, named as in the plan: a table such as "bands", or "settings.supplement_days"."""
        head, _, setting = rule.partition(".")
        if head == "settings":
            return RuleLine(self._name(setting), self._value(setting), self.mark(rule))
        return RuleLine(word_in("rules", "tables", rule, self.lang), "", self.mark(rule))


def percent(rate: Decimal) -> str:
    """A rate as a number of percent: 0.124 -> 12.4."""
    return format((rate * 100).normalize(), "f")

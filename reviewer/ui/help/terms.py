"""The words of the field (resources/help/terms.toml): what each means, and which of them stand in a text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reviewer import RESOURCES


@dataclass(frozen=True)
class Term:
    """A word of the field in both languages, what it means, and the rules of the plan behind it."""

    id: str
    names: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    says: Mapping[str, str]
    rules: tuple[str, ...]

    def called(self, language: str) -> tuple[str, ...]:
        """Every word it goes by, its name first."""
        return (self.names[language], *self.also[language])


@cache
def terms() -> tuple[Term, ...]:
    """Every word, in the order of the file, which goes from the claim to the payment."""
    rows = tomllib.loads((RESOURCES / "help" / "terms.toml").read_text("utf-8"))["term"]
    return tuple(
        Term(
            row["id"],
            {"ko": row["ko"], "en": row["en"]},
            {lang: tuple(row.get(f"{lang}_also", ())) for lang in ("ko", "en")},
            {"ko": row["ko_says"], "en": row["en_says"]},
            tuple(row["rules"]),
        )
        for row in rows
    )


def found_in(texts: list[str], language: str) -> list[Term]:
    """The words that stand in any of these texts, nearest text first; of a word within a word only the longer one."""
    found: list[Term] = []
    for text in texts:
        stands = [(span, term) for pattern, term in _patterns(language) for span in _spans(pattern, text)]
        spans = {span for span, _ in stands}
        inside = {span for span in spans if any(_holds(other, span) for other in spans)}
        here = [term for span, term in stands if span not in inside]
        found += [term for term in terms() if term in here and term not in found]
    return found


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Term], ...]:
    """How each word stands in a text: English words whole and in singular or plural, Korean with particles."""
    form = "{}" if language == "ko" else r"\b{}(?:s|es)?\b"
    return tuple(
        (re.compile(form.format(re.escape(name)), re.IGNORECASE), term)
        for term in terms()
        for name in term.called(language)
    )


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _holds(longer: tuple[int, int], span: tuple[int, int]) -> bool:
    return longer != span and longer[0] <= span[0] and span[1] <= longer[1]

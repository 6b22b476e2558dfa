"""The words of the field (resources/help/terms.toml): what each means, and which of them stand in a text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reviewer import RESOURCES

LANGUAGES = ("ko", "en")
APART = " · "
"""Stands between what the parts of a window say."""


@dataclass(frozen=True)
class Term:
    """A word of the field in both languages, what it means, and the rules of the plan behind it.

    `also` are further words for it, `alone` those that mean it only where nothing else is said, as over a column, and
    `unlike` is a pattern of phrases in which its name means something else.
    """

    id: str
    names: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, tuple[str, ...]]
    unlike: Mapping[str, str]
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
            {lang: tuple(row.get(f"{lang}_also", ())) for lang in LANGUAGES},
            {lang: tuple(row.get(f"{lang}_alone", ())) for lang in LANGUAGES},
            {lang: row.get(f"{lang}_unlike", "") for lang in LANGUAGES},
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
        here = {term.id for span, term in stands if term is not None and span not in inside}
        found += [term for term in terms() if term.id in here and term not in found]
    return found


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Term | None], ...]:
    """How each word stands in a text: English words whole and in singular or plural, Korean with particles.

    None: a phrase that only looks as if it held a word of the field.
    """
    form = "{}" if language == "ko" else r"\b{}(?:s|es)?\b"
    alone = f"(?:^|(?<={APART})){{}}(?=$|{APART})"
    forms: list[tuple[str, Term | None]] = []
    for term in terms():
        forms += [(form.format(re.escape(name)), term) for name in term.called(language)]
        forms += [(alone.format(re.escape(name)), term) for name in term.alone[language]]
        forms += [(term.unlike[language], None)] if term.unlike[language] else []
    return tuple((re.compile(found, re.IGNORECASE), term) for found, term in forms)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _holds(longer: tuple[int, int], span: tuple[int, int]) -> bool:
    return longer != span and longer[0] <= span[0] and span[1] <= longer[1]

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
    says: Mapping[str, str]
    rules: tuple[str, ...]

    def stands_in(self, text: str, language: str) -> bool:
        """Whether the word stands in a text; English words whole and in singular or plural, Korean with particles."""
        name = self.names[language]
        if language == "ko":
            return name in text
        return re.search(rf"\b{re.escape(name)}(s|es)?\b", text, re.IGNORECASE) is not None


@cache
def terms() -> tuple[Term, ...]:
    """Every word, in the order of the file, which goes from the claim to the payment."""
    rows = tomllib.loads((RESOURCES / "help" / "terms.toml").read_text("utf-8"))["term"]
    return tuple(
        Term(
            row["id"],
            {"ko": row["ko"], "en": row["en"]},
            {"ko": row["ko_says"], "en": row["en_says"]},
            tuple(row["rules"]),
        )
        for row in rows
    )


def found_in(texts: list[str], language: str) -> list[Term]:
    """The words that stand in any of these texts, nearest text first; of words within words only the longest."""
    found: list[Term] = []
    for text in texts:
        here = [term for term in terms() if term.stands_in(text, language)]
        names = [term.names[language].casefold() for term in here]
        longest = [
            term
            for term, name in zip(here, names, strict=True)
            if not any(name != other and name in other for other in names)
        ]
        found += [term for term in longest if term not in found]
    return found

"""What stands in the palette: actions, places, sections of the settings and claims, and which of them fit the words."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reviewer.desk.wording import word_in
from reviewer.rules.korean import fold, initials, is_initials
from reviewer.ui import keys
from reviewer.ui.actions import Action, called
from reviewer.ui.key_file import program_map
from reviewer.ui.wording import LANGUAGES, language, tr

NOT_LISTED = frozenset({"palette", "back", "down", "up"})
"""Actions that mean nothing in a list of actions."""
FOUND = 12
"""So many claims are shown for the words typed."""


@dataclasses.dataclass(frozen=True)
class Entry:
    """One line: what it does or which claim it is, in the language of the windows, and the words it is found by.

    `groups` are words it shares with others: it is found by them, and never called just so.
    """

    key: str
    text: str
    kind: str
    words: tuple[str, ...]
    do: Callable[[], object]
    keys: str = ""
    why_not: str = ""
    in_new_tab: Callable[[], object] | None = None
    groups: tuple[str, ...] = ()


def of_actions(offered: Iterable[Action]) -> list[Entry]:
    """An entry for each action, the nearest of those that have one name or say the same."""
    found: dict[str, Entry] = {}
    for action in offered:
        text = action.text or called(action.name)
        if action.name in found or action.name in NOT_LISTED or any(one.text == text for one in found.values()):
            continue
        group = program_map()[action.name].group
        kind = tr("Place") if action.name.startswith("go_") else word_in("actions", "group", group, language())
        names = tuple(called(action.name, lang) for lang in LANGUAGES)
        grouped = tuple(word_in("actions", "group", group, lang) for lang in LANGUAGES)
        words = (text, *names, *_further(action.name))
        found[action.name] = Entry(
            action.name, text, kind, words, action.do, keys.shown(action.name), action.why_not(), groups=grouped
        )  # fmt: skip
    return list(found.values())


def _further(name: str) -> list[str]:
    """Other words for what an action does, in every language."""
    said = (word_in("actions", "words", name, lang) for lang in LANGUAGES)
    return [word for words in said if words != name for word in words.split()]


def of_claim(claim: str, name: str, stage: str, open_claim: Callable[..., object]) -> Entry:
    """An entry for a claim."""
    return Entry(
        f"claim {claim}", f"{claim} · {name}" if name else claim, stage, (claim, name),
        lambda: open_claim(claim), in_new_tab=lambda: open_claim(claim, in_new_tab=True),
    )  # fmt: skip


def fitting(entries: Sequence[Entry], words: str, *, composing: bool, recent: Sequence[str]) -> list[Entry]:
    """The entries in which every word occurs: what can be done now before what cannot, what is called just so first,
    by the name that is shown before any other.

    Then come recent ones, then those with a name that begins with the first word, and all in their order.
    """
    from reviewer.rules.searching import terms_of

    terms = terms_of(words, composing=composing)
    ranks = {key: place for place, key in enumerate(recent)}
    found = [
        one for one in entries if all(any(_at(term, name) >= 0 for name in (*one.words, *one.groups)) for term in terms)
    ]

    whole = initials(words) if is_initials(words) else fold(words)
    said = initials if is_initials(words) else str

    def rank(one: Entry) -> tuple[bool, bool, bool, int, bool]:
        is_shown = said(fold(one.text.removesuffix("…"))) == whole
        is_it = is_shown or any(said(fold(name)) == whole for name in one.words)
        begins = bool(terms) and any(_at(terms[0], name) == 0 for name in one.words)
        return bool(one.why_not), not is_shown, not is_it, ranks.get(one.key, len(ranks)), not begins

    return sorted(found, key=rank)


def _at(term: Any, text: str) -> int:
    """Where a word of a query stands in a text; -1 where it does not."""
    folded = initials(fold(text)) if term.in_initials else fold(text)
    if not term.pattern:
        return folded.find(term.text)
    hit = re.search(term.pattern, folded)
    return hit.start() if hit else -1

"""Particles and plurals: no wording takes a value where the word beside it could be wrong for that value."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from reviewer.rules.korean import fill
from tests.conftest import ROOT
from tests.ui.test_wording import texts_of_the_windows

WORDINGS = ROOT / "resources" / "i18n"
PARTICLE = re.compile(
    r"\{\w+\}['\"”’」』》]*(을|를|이|가|은|는|과|와|(?:으로|로)(?:서|써|부터)?|이나|나|이며|며|이랑|랑|(?:이라|라)(?:고|는|서)?|면|이면|아|야)"
    r"(?![가-힣])"
)
COUNTED = re.compile(r"\{\w+\}(?: (?:more|new|other|open|closed|working|fixed|whole|full))? ([a-z]+s)\b")
SIDES = {"{n}면"}
"""A noun that looks like a particle."""
VERBS = {
    "is", "was", "has", "does", "names", "leads", "less", "comes", "proposes", "shows", "runs", "lies", "seems",
    "stands", "says", "steps", "holds", "touches", "lacks", "refers", "builds", "others", "votes", "times",
}  # fmt: skip
"""Words in -s behind a value that are none of a count; `{ratio} times` is no count."""
ALWAYS_MANY = {
    "The passphrase needs at least {n} characters.",
    "The passphrase has at least {n} characters.",
    "{n} claims are open. Close one of them first ({key}).",
    "the first {n} hits",
    "Of {seats} members",
    "{n} of {all} lines typed",
}
"""The value here is fixed, and more than one."""


def written(lang: str) -> Iterator[tuple[str, str]]:
    """Place and text of every wording of a language."""
    for path in sorted(WORDINGS.glob(f"*.{lang}.toml")):
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, text
    if lang == "en":
        yield from texts_of_the_windows()


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from _texts(value)
        elif isinstance(value, str):
            yield value


def test_no_korean_wording_sets_one_particle_behind_a_value() -> None:
    found = [(place, hit[0], text) for place, text in written("ko") for hit in PARTICLE.finditer(text)]
    assert [one for one in found if one[1] not in SIDES] == []


def test_no_english_wording_counts_with_one_form_of_the_noun() -> None:
    plural_of_two = set(_many())
    found = [
        (place, text)
        for place, text in written("en")
        for hit in COUNTED.finditer(text)
        if hit[1] not in VERBS and text not in plural_of_two and not any(one in text for one in ALWAYS_MANY)
    ]
    assert found == []


def _many() -> Iterator[str]:
    """The plurals that stand beside their singular in a `tr_many`."""
    for path in (ROOT / "reviewer" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr_many":
                wanted = node.args[1]
                if isinstance(wanted, ast.Constant):
                    yield str(wanted.value)


@pytest.mark.parametrize("value", ["1", "1,234", "한빛떡볶이", "Daum"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_wording_takes_any_value(lang: str, value: str) -> None:
    for _, text in written(lang):
        assert "{" not in fill(text, defaultdict(lambda: value), lang)


def test_the_windows_write_dates_in_one_place() -> None:
    """A date as people read it comes from `wording`; only what is typed or kept is written as 2023-04-20."""
    odd = re.compile(r"\.month\}|%B|%b|:%Y|:%d")
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "reviewer" / "ui").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if odd.search(line) and path.name != "wording.py"
    ]
    assert found == []

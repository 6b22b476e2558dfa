"""The wording of the letters is read strictly: a mistake is found when it is adopted, not when a letter is printed."""

import re
import tomllib

import pytest

from reviewer import RESOURCES
from reviewer.letters.placeholders import CONDITIONS, VALUES
from reviewer.letters.wording import join, read_wording
from reviewer.rules.problem import Problem
from tests.letters import letter_desk as desk


def changed(old: str, new: str) -> str:
    text = desk.wording_text()
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def test_the_shipped_wording_is_complete_in_both_languages() -> None:
    wording = desk.wording()
    assert wording.ko.parts.keys() == wording.en.parts.keys()
    assert wording.ko.letters.keys() == wording.en.letters.keys()
    assert wording.in_("ko").sender["phone"] == "02-000-0000"
    with pytest.raises(ValueError, match="fr"):
        wording.in_("fr")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_letter_cites_the_adopted_rules_once(lang: str) -> None:
    speech = desk.wording().in_(lang)
    for kind, form in speech.letters.items():
        lines = [line.text for part in form.parts for line in speech.parts[part]]
        assert sum("{rules_resolution}" in line and "{rules_date}" in line for line in lines) == 1, kind


def test_joining_keeps_each_language_under_its_own_name() -> None:
    folder = RESOURCES / "letters"
    text = join((folder / "ko.toml").read_text("utf-8"), (folder / "en.toml").read_text("utf-8"))
    assert set(tomllib.loads(text)) == {"ko", "en"}
    assert read_wording(text) == desk.wording()


def test_every_value_and_condition_the_program_knows_is_used_by_the_wording() -> None:
    text = desk.wording_text()
    assert [name for name in VALUES if f"{{{name}}}" not in text and f"{{{name}|" not in text] == []
    asked = {name.removeprefix("!") for when in re.findall(r'when = "([^"]*)"', text) for name in when.split()}
    assert asked == CONDITIONS


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "why"),
    [
        ("{safe_due}까지", "{safe_date}까지", "ko.parts.review.2", "text", "no such value: safe_date"),
        ("{award|을/를} 지급", "{award|을} 지급", "ko.parts.approved.1", "text", "no such particle"),
        ("We will pay you {award}.", "We will pay you {award|을/를}.", "en.parts.approved.2", "text", "particle"),
        ("{award|을/를} 지급", "{award 지급", "ko.parts.approved.1", "text", "brace"),
        ('when = "!n06"', 'when = "!n07"', "ko.parts.not_approved.1", "when", "no such condition: !n07"),
        ('each = "notes"', 'each = "remarks"', "ko.parts.factors.6", "each", "no such list: remarks"),
        ('table = "required"', 'table = "wanted"', "ko.parts.supplement.3", "table", "no such table: wanted"),
        ('to = "수신"', 'to = ""', "ko.words", "to", "is empty"),
        ('to = "수신"', 'too = "수신"', "ko.words", "to", "is missing"),
        ('to = "To"', 'to = "To"\nfrom = "From"', "en.words", "from", "is not known here"),
        ('"payment", "review", "contact"', '"payment", "appeal", "contact"', "ko.letters.APPROVED", "parts", "appeal"),
        ('annexes = ["documents", "calculation"]', 'annexes = ["papers"]', "ko.letters.APPROVED", "annexes", "papers"),
        ('{ item = 1, text = "심의 내용은', '{ item = 9, text = "심의 내용은', "ko.parts.approved.2", "item", "lev"),
        ('phone = "02-000-0000"', 'phone = "{phone}"', "ko.sender", "phone", "no such value"),
        ('phone = "02-000-0000"', "phone = 20000000", "ko.sender", "phone", "must be text"),
        ("[en.messages]", "[en.notices]", "en", "messages", "is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_table_and_key(old: str, new: str, table: str, key: str, why: str) -> None:
    with pytest.raises(Problem) as caught:
        read_wording(changed(old, new))
    assert caught.value.code == "WordingInvalid"
    assert (caught.value.facts["table"], caught.value.facts["key"]) == (table, key)
    assert why in str(caught.value.facts["why"])


def test_a_part_in_one_language_only_is_found() -> None:
    alone = changed("[en.parts]\n", '[en.parts]\nalone = [\n  { text = "x" },\n]\n')
    with pytest.raises(Problem, match="other language") as caught:
        read_wording(alone)
    assert caught.value.facts["key"] == "alone"


def test_text_that_is_no_toml_says_its_line() -> None:
    with pytest.raises(Problem) as caught:
        read_wording('[ko]\nsender = "unclosed\n')
    assert caught.value.code == "WordingInvalid"
    assert caught.value.facts["line"] == 2


def test_one_language_alone_is_no_wording() -> None:
    with pytest.raises(Problem, match="en"):
        read_wording((RESOURCES / "letters" / "ko.toml").read_text("utf-8"))

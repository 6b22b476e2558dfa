"""A search by personal data leaves one access entry once it rests, without its words; any other leaves none."""

from collections.abc import Mapping
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.casefile.access_lines import access_lines
from reviewer.ui import case_windows
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.compare.claim_finder import ClaimFinder
from reviewer.ui.palette import Palette


@pytest.fixture
def listed(opened: Reviewer, qtbot: QtBot) -> ClaimList:
    opened.window.show_place("claims")
    found = opened.window.findChild(ClaimList)
    assert found is not None
    found.accesses.setInterval(50)
    qtbot.waitUntil(lambda: "claims" in found.totals.text())
    return found


def entries(listed: Any) -> list[Mapping[str, Any]]:
    return [one.facts for one in access_lines(listed._sitting.on_screen) if one.act == "search_claims"]


def rests(listed: ClaimList, qtbot: QtBot, words: str) -> None:
    """Type the words and wait until the search has rested, and whatever is recorded of it is."""
    listed.search.setText(words)
    qtbot.waitUntil(lambda: listed.reading.is_complete and not listed.accesses.isActive())
    qtbot.wait(300)


def test_a_search_by_the_end_of_a_telephone_number_is_recorded_once(listed: ClaimList, qtbot: QtBot) -> None:
    conn = listed._sitting.on_screen
    phone = conn.execute("SELECT phone FROM claims WHERE phone != '' LIMIT 1").fetchone()[0]
    listed.search.setText(phone[-8:])
    qtbot.waitUntil(lambda: len(entries(listed)) == 1)
    found = [conn.execute("SELECT claim FROM claims WHERE id = ?", (one,)).fetchone()[0] for one in listed.model.ids()]
    assert entries(listed) == [{"fields": ["phone"], "count": len(found), "found": found[:20]}]
    assert phone[-8:] not in str(entries(listed))
    listed.refresh(keep_place=True)
    rests(listed, qtbot, phone[-8:])
    assert len(entries(listed)) == 1


def test_a_filter_by_the_representative_is_recorded_too(listed: ClaimList, qtbot: QtBot) -> None:
    name = listed._sitting.on_screen.execute("SELECT representative FROM claims LIMIT 1").fetchone()[0]
    wanted = claims.Filter(columns={"representative": name})
    hits = len(claims.order(listed._sitting.on_screen, wanted))
    listed.table.head.set_conditions({"representative": name})
    listed._narrowed()
    qtbot.waitUntil(lambda: len(entries(listed)) == 1)
    assert (entries(listed)[0]["fields"], entries(listed)[0]["count"]) == (["representative"], hits)


def test_a_filter_by_the_name_is_recorded_where_it_found_a_representative(listed: ClaimList, qtbot: QtBot) -> None:
    conn = listed._sitting.on_screen
    shop, person = conn.execute(
        "SELECT trade_name, representative FROM claims WHERE trade_name <> '' LIMIT 1"
    ).fetchone()
    listed.table.head.set_conditions({"trade_name": shop})
    listed._narrowed()
    qtbot.waitUntil(lambda: listed.reading.is_complete and not listed.accesses.isActive())
    qtbot.wait(300)
    assert entries(listed) == []
    listed.table.head.set_conditions({"trade_name": person})
    listed._narrowed()
    qtbot.waitUntil(lambda: len(entries(listed)) == 1)
    assert entries(listed)[0]["fields"] == ["representative"]


def test_a_search_by_the_number_of_a_claim_or_without_a_hit_leaves_nothing(listed: ClaimList, qtbot: QtBot) -> None:
    number = listed._sitting.on_screen.execute("SELECT claim FROM claims LIMIT 1").fetchone()[0]
    for words in (number, "없는상호없는상호", ""):
        rests(listed, qtbot, words)
    assert entries(listed) == []


def test_a_search_in_the_palette_is_recorded_once_it_rests(listed: ClaimList, opened: Reviewer, qtbot: QtBot) -> None:
    phone = listed._sitting.on_screen.execute("SELECT phone FROM claims WHERE phone != '' LIMIT 1").fetchone()[0]
    case_windows.palette(opened.window)
    palette = opened.window.findChild(Palette)
    assert palette is not None
    palette.accesses.setInterval(50)
    palette.field.setText(phone[-8:])
    qtbot.waitUntil(lambda: len(entries(listed)) == 1)
    assert entries(listed)[0]["fields"] == ["phone"]
    assert entries(listed)[0]["count"] == len(palette._found) > 0
    assert phone[-8:] not in str(entries(listed))


def test_a_claim_taken_at_once_in_the_palette_leaves_the_search_too(
    listed: ClaimList, opened: Reviewer, qtbot: QtBot
) -> None:
    brn = listed._sitting.on_screen.execute("SELECT brn FROM claims WHERE brn != '' LIMIT 1").fetchone()[0]
    case_windows.palette(opened.window)
    palette = opened.window.findChild(Palette)
    assert palette is not None
    palette.field.setText(brn)
    qtbot.waitUntil(lambda: bool(palette._found))
    palette._choose(palette._found[0])
    qtbot.waitUntil(lambda: len(entries(listed)) == 1)
    assert entries(listed)[0]["fields"] == ["brn"]


def test_a_search_for_a_claim_to_compare_is_recorded_too(desk: ClaimDesk, qtbot: QtBot) -> None:
    asked = "SELECT representative, claim FROM claims WHERE representative != '' LIMIT 1"
    name, number = desk.sitting.on_screen.execute(asked).fetchone()
    finder = ClaimFinder(desk.sitting, "left")
    qtbot.addWidget(finder)
    finder.accesses.setInterval(50)
    finder.open()
    finder.words.setText(number)
    qtbot.waitUntil(lambda: finder.found.count() > 0 and not finder.accesses.isActive())
    qtbot.wait(300)
    assert entries(finder) == [], "a number of a claim is nobody's data"
    finder.words.setText(name)
    qtbot.waitUntil(lambda: len(entries(finder)) == 1)
    assert "representative" in entries(finder)[0]["fields"]

"""Claims in the palette: found by number and name."""

from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile.claims import Filter, first
from tests.ui.test_palette import claims, palette  # noqa: F401


def test_a_service_named_in_the_palette_lists_no_claims(claims: Reviewer, qtbot: QtBot) -> None:  # noqa: F811
    assert claims.window.sitting is not None
    conn = claims.window.sitting.on_screen
    with_service = first(conn, Filter(words="톡서랍"))
    found = palette(claims, qtbot)
    found.field.setText(with_service[0].claim)
    qtbot.waitUntil(lambda: any(with_service[0].claim in one.text for one in found.rows.entries))
    found.field.setText("톡서랍")
    qtbot.waitUntil(lambda: found._seen is not None)
    told = " ".join(one.text for one in found.rows.entries)
    assert [one.claim for one in with_service if one.claim in told] == []

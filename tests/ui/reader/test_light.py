"""Light of a page: brightness, contrast, sharpness and negative change what is seen, never the file."""

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from reviewer.ui.reader.light import Light, light_of, lit
from tests.ui.reader.conftest import Show
from tests.ui.reader.papers import photo


def grey(step: int) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(step, step, step))
    return image


def test_light_changes_what_is_seen_by_brightness_contrast_and_negative() -> None:
    def seen(step: int, light: Light) -> int:
        return QColor(lit(grey(step), light).pixel(20, 20)).red()

    assert seen(100, Light()) == 100
    assert seen(100, Light(brightness=20)) > 100 > seen(100, Light(brightness=-20))
    assert seen(100, Light(contrast=50)) < 100
    assert seen(150, Light(contrast=50)) > 150
    assert seen(100, Light(is_negative=True)) == 155
    assert seen(100, Light(sharpness=100)) == pytest.approx(100, abs=1)  # an even ground has nothing to sharpen
    assert light_of(Light(3, -4, 5, True).plain()) == Light(3, -4, 5, True)
    assert light_of({"brightness": "much", "contrast": 900}) == Light(0, 100)


def test_sharpening_makes_a_soft_edge_steeper() -> None:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    for x in range(60):
        step = min(max((x - 28) * 60, 50), 200)
        for y in range(20):
            image.setPixelColor(x, y, QColor(step, step, step))
    sharp = lit(image, Light(sharpness=100))
    before = QColor(image.pixel(31, 10)).red() - QColor(image.pixel(29, 10)).red()
    after = QColor(sharp.pixel(31, 10)).red() - QColor(sharp.pixel(29, 10)).red()
    assert after > before + 10


def test_the_page_is_drawn_anew_in_the_light_of_the_sliders_and_reset_by_one_key(show: Show, qtbot: QtBot) -> None:
    viewer = show(photo(), "photo.jpg")
    pages = viewer.stack.pages
    pages.toggle_light()
    pages.light.negative.setChecked(True)

    def left_of_the_photo() -> QColor:
        pixmap = viewer.canvas.drawn.of(1, 0)
        assert pixmap is not None
        return QColor(pixmap.toImage().pixel(5, 5))

    qtbot.waitUntil(lambda: left_of_the_photo().green() > 200)
    assert viewer.stack.view()["light"] == {"is_negative": True}
    viewer.stack.turn()
    pages.reset_look()
    qtbot.waitUntil(lambda: viewer.canvas.has_page() and left_of_the_photo().red() > 150)
    assert viewer.canvas.rows.turn == 0
    assert not pages.light.negative.isChecked()


# --- window, overview, loupe ----------------------------------------------------------------------------

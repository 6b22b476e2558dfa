"""Draws the icon of the program in the form each system wants from the one drawing in resources/desktop."""

import io
import os
import sys
from pathlib import Path

from PIL import Image

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
FORMS = {"win32": "ico", "darwin": "icns"}


def draw_icon(drawing: Path, folder: Path) -> Path:
    """The icon for this system: `.ico`, `.icns`, or a picture of 256 pixels, drawn anew at every size it holds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    target = folder / f"{drawing.stem}.{FORMS.get(sys.platform, 'png')}"
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [_drawn(drawing, size) for size in SIZES]
    match target.suffix:
        case ".ico":
            fitting = [one for one in pictures if one.width <= 256]
            fitting[-1].save(target, sizes=[one.size for one in fitting], append_images=fitting[:-1])
        case ".icns":
            pictures[-1].save(target, append_images=pictures[:-1])
        case _:
            next(one for one in pictures if one.width == 256).save(target)
    return target


def _drawn(drawing: Path, size: int) -> Image.Image:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).copy()

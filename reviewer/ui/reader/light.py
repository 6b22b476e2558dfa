"""How the light of a page is set for faint photos: brightness, contrast, sharpness, negative; never in the file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter


@dataclass(frozen=True)
class Light:
    """Brightness and contrast from -100 to 100, sharpness from 0 to 100; 0 changes nothing."""

    brightness: int = 0
    contrast: int = 0
    sharpness: int = 0
    is_negative: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether pages are shown as they are."""
        return self == Light()

    def plain(self) -> dict[str, Any]:
        """What differs from a page as it is, for keeping."""
        return {name: value for name, value in asdict(self).items() if value}


def light_of(kept: Mapping[str, Any]) -> Light:
    """The light that `plain` gave; what is not a number in its range counts as 0."""

    def number(name: str, least: int) -> int:
        value = kept.get(name, 0)
        return min(max(value, least), 100) if isinstance(value, int) else 0

    return Light(
        number("brightness", -100), number("contrast", -100), number("sharpness", 0), kept.get("is_negative") is True
    )


def lit(image: QImage, light: Light) -> QImage:
    """The picture (RGB32) in this light; to be called off the window's thread."""
    if light.is_plain:
        return image
    if light.sharpness:
        image = _sharpened(image, light.sharpness / 50)
    if light.brightness or light.contrast or light.is_negative:
        image = _through(image, _table(light))
    return image


def _table(light: Light) -> bytes:
    """What each of 256 steps of light becomes: contrast turns about the middle, brightness lifts all."""
    contrast = light.contrast / 100
    slope = 1 + contrast if contrast <= 0 else 1 / max(1 - contrast, 0.02)
    steps = (round((step - 127.5) * slope + 127.5 + light.brightness * 1.275) for step in range(256))
    clear = [min(max(step, 0), 255) for step in steps]
    return bytes(255 - step if light.is_negative else step for step in clear)


def _through(image: QImage, table: bytes) -> QImage:
    """Every colour of every pixel looked up in a table of 256; three bytes a pixel, so that nothing else is touched."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = bytes(plain.constBits()).translate(table)
    found = QImage(pixels, plain.width(), plain.height(), plain.bytesPerLine(), QImage.Format.Format_RGB888)
    return found.convertToFormat(QImage.Format.Format_RGB32)


def _sharpened(image: QImage, strength: float) -> QImage:
    """Add what a blurred copy lacks: lighter edges are added, darker ones taken away (an unsharp mask)."""
    size, smooth = image.size(), Qt.TransformationMode.SmoothTransformation
    small = image.scaled(max(size.width() // 3, 1), max(size.height() // 3, 1), mode=smooth)
    blurred = small.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    lighter, darker = _minus(image, blurred), _minus(blurred, image)
    found = image.copy()
    while strength > 0:
        found = _minus(_plus(found, lighter, min(strength, 1.0)), darker, min(strength, 1.0))
        strength -= 1.0
    return found


def _plus(image: QImage, other: QImage, share: float = 1.0) -> QImage:
    found = image.copy()
    painter = QPainter(found)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.setOpacity(share)
    painter.drawImage(0, 0, other)
    painter.end()
    return found


def _minus(image: QImage, other: QImage, share: float = 1.0) -> QImage:
    """The difference where it is positive, else black: the negative of the negative and the other added up."""
    found = image.copy()
    found.invertPixels()
    found = _plus(found, other, share)
    found.invertPixels()
    return found

"""A language that exists for tests alone: English with accents, half as long again, in brackets."""

import string

from PySide6.QtCore import QTranslator

ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


class Stretched(QTranslator):
    """Stands for every text of the windows; what is shown without brackets was never given to `tr`."""

    def isEmpty(self) -> bool:
        """Qt leaves out translators that say they are empty."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The longer text; the words of Qt itself stay."""
        return stretched(text) if not context else None  # type: ignore[return-value]


def stretched(text: str) -> str:
    """The text with accents and half of its words once more; values in braces stay as they are, and stand once."""
    parts = list(string.Formatter().parse(text))
    words = "".join(literal for literal, *_ in parts)
    whole = "".join(
        literal.translate(ACCENTS)
        + ("" if name is None else f"{{{name}{'!' + how if how else ''}{':' + shape if shape else ''}}}")
        for literal, name, shape, how in parts
    )
    return f"[{whole} {words[: (len(words) + 1) // 2].translate(ACCENTS)}]"

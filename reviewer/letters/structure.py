"""What the parts of a paper are for a reader who hears it: headings, paragraphs, lists, tables, figures."""

Box = tuple[float, float, float, float]


class Element:
    """One part of a paper, of a kind PDF knows (P, LI, TD…); `parts` and `content` stand in reading order.

    `content` is filled while sheets are drawn: pairs of a sheet and the number of the marked piece on it, both from
    0. `scope` and `span` are those of a table cell, `alt` and `box` (left, low, right, high) those of a figure, and
    `lang` is given where it differs from what is around.
    """

    __slots__ = ("alt", "box", "content", "kind", "lang", "parts", "scope", "span")

    def __init__(
        self, kind: str, inside: "Element | None" = None, *,
        scope: str = "", span: int = 1, alt: str = "", box: Box | None = None, lang: str = "",
    ) -> None:  # fmt: skip
        """Make a part, as the last one `inside` another."""
        self.kind, self.scope, self.span, self.alt, self.box, self.lang = kind, scope, span, alt, box, lang
        self.parts: list[Element] = []
        self.content: list[tuple[int, int]] = []
        if inside is not None:
            inside.parts.append(self)


class Lists:
    """The numbered items of a text that are open: each deeper level is a list inside the item above it."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._open: list[tuple[int, Element, Element]] = []  # level, list, text of its last item

    def under(self, level: int) -> Element:
        """Where text, a table or an item without a number belongs that stands under an item of this level."""
        while self._open and self._open[-1][0] > level:
            self._open.pop()
        return self._open[-1][2] if self._open else self._root

    def item(self, level: int) -> tuple[Element, Element]:
        """The next item of this level: its number and its text."""
        around = self.under(level)
        if self._open and self._open[-1][0] == level:
            row = self._open.pop()[1]
        else:
            row = Element("L", around)
        item = Element("LI", row)
        label, body = Element("Lbl", item), Element("LBody", item)
        self._open.append((level, row, body))
        return label, body

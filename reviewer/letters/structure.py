"""What the parts of a paper are for a reader who hears it: headings, paragraphs, lists, tables, figures."""

Box = tuple[float, float, float, float]


class Element:
    """One part of a paper, of a kind PDF knows (P, LI, TD…); `parts` and `content` stand in reading order.

    `content` is filled while sheets are drawn: pairs of a sheet and the number of the marked piece on it, both from
    0. `scope` and `span` are those of a table cell, `numbering` is that of a list, `alt` and `box` (left, low, right,
    high) those of a figure, and `lang` is given where it differs from what is around.
    """

    __slots__ = ("alt", "box", "content", "kind", "lang", "numbering", "parts", "scope", "span")

    def __init__(
        self, kind: str, inside: "Element | None" = None, *,
        scope: str = "", span: int = 1, numbering: str = "", alt: str = "", box: Box | None = None, lang: str = "",
    ) -> None:  # fmt: skip
        """Make a part, as the last one `inside` another."""
        self.kind, self.scope, self.span, self.numbering = kind, scope, span, numbering
        self.alt, self.box, self.lang = alt, box, lang
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

    def item(self, level: int, label: str) -> tuple[Element, Element]:
        """The next item of this level: its number and its text.

        A list says how its items are numbered (ISO 32000-1, table 347); 가. 나. 다. are letters without small ones.
        """
        around = self.under(level)
        if self._open and self._open[-1][0] == level:
            row = self._open.pop()[1]
        else:
            row = Element("L", around, numbering="Decimal" if label[0].isdigit() else "UpperAlpha")
        item = Element("LI", row)
        number, body = Element("Lbl", item), Element("LBody", item)
        self._open.append((level, row, body))
        return number, body

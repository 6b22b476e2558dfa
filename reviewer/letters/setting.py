"""Sets a letter on its sheets: letterhead, items with hanging indents, tables, seal, foot and annexes."""

import functools
from collections.abc import Iterator, Sequence

from reviewer.letters.code_picture import code_squares
from reviewer.letters.content import Annex, Block, Letter, Paragraph, Table
from reviewer.letters.faces import BOLD, REGULAR, width_of, wrap
from reviewer.letters.sheet import BOTTOM, LEFT, RIGHT, TOP, Rule, Run, Sheets, Squares, Style, centred
from reviewer.letters.structure import Element, Lists
from reviewer.letters.table_setter import TableSetter

_TEXT = {"ko": Style(REGULAR, 10.8, 18.2), "en": Style(REGULAR, 10.4, 15.8)}
_CLOSER = {"ko": Style(REGULAR, 10.3, 15.4), "en": Style(REGULAR, 9.8, 13.2)}
_LAST_TOGETHER = {"ko": 2, "en": 4}
"""So many of the last blocks stay together, two headings with their text in English, so that a last sheet never holds
one paragraph and a seal."""
_HEADING = Style(BOLD, 10.8, 16.5, before=9.0)
_FOOT = Style(REGULAR, 8.6, 13.2, grey=0.15)
_SIGNERS = Style(REGULAR, 9.6, 15.5)
_BEFORE_ITEM = {1: 5.0, 2: 1.5, 3: 0.5, 4: 0.5}
_STEP = 2
"""Each level begins two half-width spaces deeper (domain.md 4.1)."""
_SHORT_LABEL = 2
"""Signs of a number with one digit or letter: `1.`, `가)`."""
_SEAL = 58.0
_ANNEX_HEAD, _ANNEX_GAP = 56.0, 26.0
"""The height of what stands above the table of an enclosure, and the distance to the one above it."""
_CODE_SAYS = {"ko": "진위 확인 코드", "en": "Code to check this letter"}


def set_letter(letter: Letter) -> Sheets:
    """The sheets of a letter, without watermark and page numbers; pure.

    A letter of several sheets is set a little closer when that saves a sheet, so that no sheet holds three lines.
    """
    setter = _Setter(letter, _TEXT[letter.lang])
    setter.main()
    if len(setter.sheets.pages) > 1:
        closer = _Setter(letter, _CLOSER[letter.lang])
        closer.main()
        if len(closer.sheets.pages) < len(setter.sheets.pages):
            setter = closer
    for place, annex in enumerate(letter.annexes):
        setter.annex(annex, is_first=not place)
    return setter.sheets


class _Setter:
    def __init__(self, letter: Letter, style: Style) -> None:
        self.sheets = Sheets()
        self.letter = letter
        self.style = style
        self.is_close = style == _CLOSER[letter.lang]
        self.half = width_of("0", REGULAR) * self.style.size / 1000
        self.hang: dict[int, float] = {}
        self.widest = dict(_widest_labels(letter.body))
        self.lists = Lists(self.sheets.root)

    def main(self) -> None:
        """The letter itself, without its annexes."""
        self.head()
        self.body()
        self.end()

    # ---- head

    def head(self) -> None:
        """The name of the sender, to whom, and about what."""
        sheets, letter = self.sheets, self.letter
        name = Style(BOLD, 21.0 if letter.lang == "ko" else 16.0, 30.0)
        x = centred(letter.organisation, name.face, name.size) if letter.lang == "ko" else LEFT
        sheets.line(x, letter.organisation, name, role="H1")
        sheets.y -= 8
        sheets.rule(1.6)
        sheets.y -= 2.6
        sheets.rule(0.5)
        sheets.y -= 9
        labels = [label for label, _ in letter.head] + ([self._subject()] if letter.lang == "ko" else [])
        gap = 14.0 if letter.lang == "ko" else 6.0  # long labels end before their values, so that both are read as one
        wide = max(width_of(label, REGULAR) for label in labels) * self.style.size / 1000 + gap
        for label, value in letter.head:
            plain = label or letter.lang == "en"
            style = self.style if plain else Style(REGULAR, 9.6, 14.6, grey=0.25)
            long = width_of(label, REGULAR) * style.size / 1000
            label_x = LEFT if letter.lang == "ko" else LEFT + wide - gap - long
            sheets.paragraph(LEFT + wide, value, style, label=label, label_x=label_x)
        if letter.lang == "ko":
            bold = Style(BOLD, self.style.size + 0.4, self.style.leading, before=2)
            sheets.paragraph(LEFT + wide, letter.title, bold, label=self._subject(), label_x=LEFT, role="H2")
            sheets.y -= 7
            sheets.rule(0.5, 0.4)
            sheets.y -= 4
        else:
            sheets.paragraph(LEFT, letter.title, Style(BOLD, 13.0, 19.0, before=12), role="H2")
            sheets.y -= 2

    def _subject(self) -> str:
        return self.letter.origin.word("subject") if self.letter.origin else ""

    # ---- body

    def body(self) -> None:
        """Every block; the last one goes to the next sheet when seal and foot would otherwise stand there alone."""
        blocks = self.letter.body
        for place, block in enumerate(blocks):
            need = min(self._least(blocks, place), TOP - BOTTOM)
            if self.sheets.room < need and not self.sheets.is_fresh:
                self.sheets.turn()
            self._block(block)

    def _block(self, block: Block) -> None:
        sheets, parts = self.sheets, self._parts(block)
        if isinstance(block, Table):
            sheets.skip(3)
            TableSetter(sheets, block, self._table_left(block)).set()
            sheets.skip(5)
            return
        x, label_x = self._place(block)
        role = "H3" if block.role == "heading" else "P"
        sheets.paragraph(x, block.text, self._style(block), label=block.label, label_x=label_x, role=role, parts=parts)

    def _parts(self, block: Block) -> tuple[Element, Element] | None:
        """Number and text of a numbered item; for anything else, what it belongs to is opened."""
        level = block.level
        if isinstance(block, Paragraph) and block.role == "item":
            if block.label:
                return self.lists.item(level, block.label)
            level -= 1
        heads = isinstance(block, Paragraph) and block.role == "heading"
        self.sheets.inside = self.lists.under(0 if heads else level)
        return None

    def _style(self, block: Paragraph) -> Style:
        return _style(self.letter.lang, self.is_close, block.role, block.level)

    def _place(self, block: Paragraph) -> tuple[float, float]:
        """Where the text of a paragraph hangs and where its number stands."""
        if block.role == "heading" or (block.role == "text" and not block.level):
            return LEFT, LEFT
        label_x = LEFT + _STEP * self.half * (block.level - 1)
        if block.role == "text":
            return self.hang.get(block.level, label_x + 3 * self.half), label_x
        if not block.label:
            x = self.hang.get(block.level - 1, label_x)
            self.hang[block.level] = x
            return x, x
        label = self.widest.get(id(block), block.label)
        wide = max(width_of(label, REGULAR), width_of("1.", REGULAR)) * self.style.size / 1000
        self.hang[block.level] = label_x + wide + self.half
        return self.hang[block.level], label_x

    def _table_left(self, table: Table) -> float:
        return self.hang.get(table.level, LEFT) if table.level else LEFT

    def _height(self, block: Block) -> float:
        if isinstance(block, Table):
            return TableSetter(self.sheets, block, self._table_left(block)).least()
        x, _ = self._place(block)
        style = self._style(block)
        return len(wrap(block.text, style.face, style.size, RIGHT - x)) * style.leading + style.before

    def _whole_height(self, block: Block) -> float:
        if isinstance(block, Table):
            return 8 + TableSetter(self.sheets, block, self._table_left(block)).height()
        return self._height(block)

    def _least(self, blocks: Sequence[Block], place: int) -> float:
        """What must fit for this block to begin here: two of its lines, and the start of what it announces."""
        block = blocks[place]
        if place == len(blocks) - 1:
            return self._height(block) + self._end_height()
        following = blocks[place + 1]
        if len(blocks) - place <= _LAST_TOGETHER[self.letter.lang] or _announces(block, following):
            return self._height(block) + self._least(blocks, place + 1)
        if isinstance(block, Table):
            return self._height(block)
        style = self._style(block)
        return min(self._height(block), 2 * style.leading + style.before)

    # ---- end

    def _end_height(self) -> float:
        enclosures = len(self.letter.enclosures) * self.style.leading + (8 if self.letter.enclosures else 0)
        return enclosures + self._signature_height() + self._foot_height()

    def _signature_height(self) -> float:
        return (14.0 if self.is_close else 22.0) + _SEAL

    def _foot_height(self) -> float:
        signers = _SIGNERS.leading if self.letter.signers else 0.0
        return 10.0 + signers + len(self.letter.foot) * _FOOT.leading

    def end(self) -> None:
        """What is enclosed, the sender with room for the seal, and the foot at the bottom of the sheet."""
        sheets, letter = self.sheets, self.letter
        sheets.inside = sheets.root
        if letter.enclosures:
            sheets.skip(8)
            label = letter.enclosures[0][0]
            wide = width_of(label, REGULAR) * self.style.size / 1000 + 2 * self.half
            for label, text in letter.enclosures:
                sheets.paragraph(LEFT + wide, text, self.style, label=label, label_x=LEFT)
        if sheets.room < self._signature_height() + self._foot_height():
            sheets.turn()
        # The sender stands between the text and the foot, but never far below the text.
        free = sheets.room - self._signature_height() - self._foot_height()
        sheets.y -= (4.0 if self.is_close else 10.0) + min(free / 3, 48.0)
        self._seal()
        self._foot()

    def _seal(self) -> None:
        sheets, letter = self.sheets, self.letter
        name, size = Style(BOLD, 17.0 if letter.lang == "ko" else 12.5, 26.0), 7.5
        x = centred(letter.organisation, name.face, name.size)
        if letter.code:
            x = max(x, LEFT + _SEAL + 14)
        sheets.y -= 12
        sheets.line(x, letter.organisation, name)
        run = sheets.pages[-1][-1]
        assert isinstance(run, Run)
        end = x + width_of(letter.organisation, name.face) * name.size / 1000
        if letter.lang == "ko":  # the last letter of the name stands in the middle of the seal (rule 11)
            middle_x = end - width_of(letter.organisation[-1], name.face) * name.size / 2000
        else:  # the word stands beside the name, so that they are copied together, and the place for it is empty
            middle_x = end + 16 + width_of(letter.seal, REGULAR) * size / 1000 + _SEAL / 2
        middle_y = run.y + name.size * 0.36
        left, low = middle_x - _SEAL / 2, middle_y - _SEAL / 2
        for x1, y1, x2, y2 in (
            (left, low, left + _SEAL, low), (left, low + _SEAL, left + _SEAL, low + _SEAL),
            (left, low, left, low + _SEAL), (left + _SEAL, low, left + _SEAL, low + _SEAL),
        ):  # fmt: skip
            sheets.put(Rule(x1, y1, x2, y2, 0.5, 0.6, dashed=True))
        x, at = (centred(letter.seal, REGULAR, size, middle_x), low + 6) if letter.lang == "ko" else (end + 8, run.y)
        sheets.put(Run(x, at, letter.seal, REGULAR, size, 0.45, Element("P", sheets.inside)))
        if letter.code:
            self._code(low)
        sheets.y = low

    def _code(self, low: float) -> None:
        """The code to scan, as high as the seal and opposite to it, with what it is for below."""
        sheets, rows, says = self.sheets, code_squares(self.letter.code), _CODE_SAYS[self.letter.lang]
        side = (_SEAL - 9) / len(rows)
        box = (LEFT, low + 9, LEFT + side * len(rows), low + _SEAL)
        sheets.put(Squares(box[0], box[1], side, rows, Element("Figure", sheets.inside, alt=says, box=box)))
        sheets.put(Run(LEFT, low, says, REGULAR, 6.4, 0.35, Element("P", sheets.inside)))

    def _foot(self) -> None:
        sheets, letter = self.sheets, self.letter
        sheets.y = BOTTOM + self._foot_height()
        sheets.rule(1.2)
        sheets.y -= 5
        if letter.signers:
            sheets.line(LEFT, "     ".join(letter.signers), _SIGNERS)
        for text in letter.foot:
            sheets.line(LEFT, text, _FOOT)

    # ---- annexes

    def annex(self, annex: Annex, *, is_first: bool) -> None:
        """One enclosure, on sheets of its own, or below another one where it has room as a whole."""
        sheets, letter = self.sheets, self.letter
        height = _ANNEX_HEAD + sum(self._whole_height(block) for block in annex.blocks)
        if is_first or sheets.room < _ANNEX_GAP + height:
            sheets.turn()
        else:
            sheets.y -= _ANNEX_GAP
        self.hang.clear()
        sheets.inside = Element("Sect", sheets.root)
        self.lists = Lists(sheets.inside)
        sheets.line(LEFT, annex.heading, Style(BOLD, 10.0, 15.0, grey=0.3))
        title = Style(BOLD, 15.0, 24.0)
        sheets.line(centred(annex.title, title.face, title.size), annex.title, title, role="H2")
        about = f"{letter.doc_no}   {letter.claim}".strip()
        small = Style(REGULAR, 8.6, 14.0, grey=0.3)
        sheets.line(RIGHT - width_of(about, REGULAR) * small.size / 1000, about, small)
        sheets.y -= 3
        for block in annex.blocks:
            self._block(block)


@functools.cache
def _style(lang: str, is_close: bool, role: str, level: int) -> Style:
    if role == "heading":
        return _HEADING._replace(leading=14.2, before=6.0) if is_close else _HEADING
    if role == "item":
        apart = _BEFORE_ITEM[level] if lang == "ko" else 1.5
    else:
        apart = 2.0 if lang == "en" else 0.0 if level else _BEFORE_ITEM[1]
    return (_CLOSER if is_close else _TEXT)[lang]._replace(before=apart)


def _widest_labels(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """For each item (by identity) of a list with numbers of several digits the longest number among its brothers.

    Their text hangs under one line then.
    """
    if not any(isinstance(block, Paragraph) and len(block.label) > _SHORT_LABEL for block in blocks):
        return
    families: list[list[Paragraph]] = []
    open_at: dict[int, list[Paragraph]] = {}
    for block in blocks:
        if not isinstance(block, Paragraph) or block.role != "item":
            if isinstance(block, Paragraph) and block.role == "heading":
                open_at.clear()
            continue
        open_at = {level: family for level, family in open_at.items() if level <= block.level}
        if block.level not in open_at:
            open_at[block.level] = []
            families.append(open_at[block.level])
        open_at[block.level].append(block)
    for family in families:
        longest = max((block.label for block in family), key=len)
        yield from ((id(block), longest) for block in family)


def _announces(block: Block, following: Block) -> bool:
    """A heading, or an item with items or a table below it, never stands last on a sheet."""
    if isinstance(block, Table):
        return False
    if block.role == "heading" or isinstance(following, Table):
        return True
    return block.role == "item" and following.role == "item" and following.level > block.level

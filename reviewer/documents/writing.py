"""(child) An open text document: its text as it stands, and pages laid out by us, well enough to check it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from reviewer.documents import slips
from reviewer.documents.kinds import guess_encoding
from reviewer.documents.passages import Part, Passage, Run, Sheet, plain_blocks
from reviewer.documents.shown import Block, Hit, Outline, Paragraph, Readable, Unreadable
from reviewer.rules.likeness import Traits

if TYPE_CHECKING:
    from reviewer.documents.layout import Press

MAX_BLOCKS = 50_000


class Writing(Readable):
    """An open text document."""

    def __init__(
        self, outline: Outline, load: Callable[[], Iterator[Part]], sheet: Callable[[], Sheet] = Sheet,
        making: Callable[[], Traits] = Traits,
    ) -> None:  # fmt: skip
        """Read nothing yet; `measure` does. `sheet` is asked once the text is read, `making` when traits are."""
        outline.is_approximate = True
        super().__init__(outline)
        self._load, self._sheet, self._making = load, sheet, making
        self._blocks: list[Block] = []
        self._press: Press | None = None
        self._pages: Readable | None = None

    def use(self, press: "Press") -> "Writing":
        """Say who lays the pages out."""
        self._press = press
        return self

    def measure(self) -> None:
        """Read all of it, at most `MAX_BLOCKS` parts, and lay it out."""
        parts: list[Part] = []
        length = 0
        for part in self._load():
            parts.append(part)
            for block in plain_blocks([part]):
                self._blocks.append(block)
                length += _length(block)
            if len(parts) >= MAX_BLOCKS or length > slips.MAX_ANSWER // 8:
                self.outline.warnings.add("truncated")
                break
        if self._press is None:
            raise Unreadable("unsupported")
        self._pages = self._press.pages(parts, self._sheet(), self.outline.warnings)
        self._pages.measure()
        self.outline.pages, self.outline.sizes = self._pages.outline.pages, self._pages.outline.sizes

    def blocks(self) -> list[Block]:
        """Its paragraphs and tables."""
        return self._blocks

    def text(self, page: int) -> str:
        """The text of a page; for page 0 all of it, the cells of a row on one line with tabs between."""
        if page:
            return self._laid_out().text(page)
        lines: list[str] = []
        length = 0
        for block in self._blocks:
            line = block.text if isinstance(block, Paragraph) else "\n".join(map("\t".join, block.rows))
            lines.append(line)
            length += len(line) + 1
            if length > slips.MAX_TEXT // 4:
                break
        return "\n".join(lines)

    def _laid_out(self) -> Readable:
        if self._pages is None:
            raise Unreadable("damaged")
        return self._pages

    def draw(self, page: int, scale: float, most: int, rotate: int, target: memoryview) -> tuple[int, int]:
        """Draw a page as it was laid out."""
        return self._laid_out().draw(page, scale, most, rotate, target)

    def words(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """The words of a page as it was laid out."""
        return self._laid_out().words(page)

    def find(self, needle: str, first_page: int, pages: int) -> list[Hit]:
        """Where `needle` stands on the pages as they were laid out."""
        return self._laid_out().find(needle, first_page, pages)

    def traits(self) -> Traits:
        """What the document says of its making, and the hashes of its pages."""
        told, pictures = self._making(), self._laid_out().traits().pictures
        return Traits(told.producer, told.creator, told.created, told.modified, pictures=pictures)


def _length(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell) + 1 for row in block.rows for cell in row)


def open_text(data: bytes) -> Writing:
    """Plain text, a paragraph a line."""
    encoding = guess_encoding(data, whole=True) or "latin-1"
    text = data[: slips.MAX_ANSWER // 2].decode(encoding, "replace")

    def lines() -> Iterable[Part]:
        return (Passage((Run(line),)) for line in text.splitlines())

    return Writing(Outline("text", "text"), lambda: iter(lines()))

"""The manual inside the program: the same chapters and pictures as docs/for-reviewers, without a network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)

from reviewer import MANUAL
from reviewer.rules.searching import as_it_stands

PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


@dataclass(frozen=True)
class Chapter:
    """A chapter of the manual: its heading, its text in Markdown, and its pictures by the names in the text."""

    title: str
    text: str
    pictures: dict[str, QImage] = field(default_factory=dict, compare=False)


def chapters(lang: str) -> list[Chapter]:
    """The chapters in one language; the first is what stands before the numbered ones. Reads a file."""
    whole = (MANUAL / f"for-reviewers.{lang}.md").read_text("utf-8")
    parts = re.split(r"^(?=##? )", whole, flags=re.MULTILINE)
    return [Chapter(part.splitlines()[0].lstrip("# "), part) for part in parts if part.strip()]


def with_pictures(chapter: Chapter, wide: int) -> Chapter:
    """The chapter with its pictures, no wider than `wide` pixels. Reads files; not for the window's thread."""
    found = {}
    for name in PICTURE.findall(chapter.text):
        picture = QImage(str(MANUAL / name))
        if picture.width() > wide:
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        if not picture.isNull():
            found[name] = picture
    return Chapter(chapter.title, chapter.text, found)


class Page(QTextDocument):
    """A chapter laid out. Its pictures were read before: what a document is given, it forgets with the next text."""

    def __init__(self, chapter: Chapter, line_colour: QColor, font: QFont) -> None:
        """Tables get thin lines, since Markdown knows none."""
        super().__init__()
        self.title, self._pictures = chapter.title, chapter.pictures
        self.setDefaultFont(font)
        self.setMarkdown(chapter.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._give_air()
        for frame in self.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                form = frame.format()
                form.setBorderCollapse(True)
                form.setBorder(1)
                form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                form.setBorderBrush(line_colour)
                form.setCellPadding(6)
                frame.setFormat(form)

    def _give_air(self) -> None:
        """Markdown sets paragraphs and headings without a gap; reading wants one, above a heading a wider one."""
        one = QFontMetricsF(self.defaultFont()).height()
        cursor, block = QTextCursor(self), self.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            if cursor.currentTable() is None:
                form = block.blockFormat()
                form.setTopMargin(one * (0.9 if form.headingLevel() > 1 else 0))
                form.setBottomMargin(one * (0.25 if block.textList() else 0.5))
                cursor.setBlockFormat(form)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture by the name it has in the text."""
        return self._pictures.get(name if isinstance(name, str) else name.toString())


def sought(words: str, *, composing: bool) -> list[str]:
    """A regular expression for each word that is looked for, the last one perhaps with a syllable in the making."""
    each = words.split()
    return [as_it_stands(word, composing=composing and place == len(each)) for place, word in enumerate(each, 1)]


def holds(chapter: Chapter, wanted: Sequence[str]) -> bool:
    """Whether everything that is looked for stands in the chapter, case apart."""
    text = chapter.text.casefold()
    return all(re.search(one, text) for one in wanted)


def document(name: str) -> Chapter | None:
    """Another document or file of text the manual names, as one chapter; None for what is not here. Reads a file."""
    path = MANUAL / name
    if path.suffix not in (".md", ".toml") or not path.is_file():
        return None
    text = path.read_text("utf-8")
    return Chapter(name, text if path.suffix == ".md" else f"```\n{text}\n```")


def other_language(link: str) -> str:
    """The language a link to the other manual leads to; empty for any other link."""
    found = re.fullmatch(r"for-reviewers\.(ko|en)\.md", Path(link).name)
    return found[1] if found else ""

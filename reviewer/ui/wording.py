"""The words of the windows: English stands in the source, Korean in resources/i18n, field terms in the plan."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reviewer import RESOURCES
from reviewer.rules.calendar import KOREA
from reviewer.rules.korean import fill

LANGUAGES = {"ko": "한국어", "en": "English"}
_current = {"language": "en"}


class Dictionary(QTranslator):
    """Korean for every English text of the windows; the same table whatever window asks.

    Few words are read until another one is asked for: the first rows of a list are painted before.
    """

    def isEmpty(self) -> bool:
        """Qt leaves out translators that say they are empty."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Korean text, or None where there is none: Qt then asks its own table; "" would show a blank."""
        if text == "QT_LAYOUT_DIRECTION":  # asked as the translator is put in
            return None  # type: ignore[return-value]
        if context.startswith("Q") and text in _words_of_qt():
            return _words_of_qt()[text]
        return _first_words().get(text) or korean_table().get(text)  # type: ignore[return-value]


@cache
def _first_words() -> Mapping[str, str]:
    return tomllib.loads((RESOURCES / "i18n" / "ui-first.ko.toml").read_text(encoding="utf-8"))


@cache
def _words_of_qt() -> Mapping[str, str]:
    return tomllib.loads((RESOURCES / "i18n" / "qt.ko.toml").read_text(encoding="utf-8"))


@cache
def korean_table() -> dict[str, str]:
    """Every Korean text of the windows; all files resources/i18n/ui*.ko.toml together."""
    table: dict[str, str] = {}
    for path in sorted((RESOURCES / "i18n").glob("ui*.ko.toml")):
        table.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return table


def use_language(app: QCoreApplication, language: str, installed: list[QTranslator]) -> None:
    """Switch every text that is asked for from now on; `installed` keeps the translators alive."""
    for old in installed:
        app.removeTranslator(old)
    installed.clear()
    _current["language"] = language
    if language == "ko":
        of_qt = QTranslator()  # the words of its file dialog and of the menus in fields
        if of_qt.load("qtbase_ko", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            installed.append(of_qt)
        installed.append(Dictionary())
        for translator in installed:
            app.installTranslator(translator)
    QLocale.setDefault(QLocale(QLocale.Language.Korean if language == "ko" else QLocale.Language.English))


def language() -> str:
    """The language of the windows now: "ko" or "en"."""
    return _current["language"]


def tr(text: str, **values: object) -> str:
    """The text in the language of the windows, with `values` put in place of {names}."""
    found = QCoreApplication.translate("", text)
    return filled(found, values) if values else found


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text of the windows with its values: `{name|을/를}` takes its particle, `{n|claim/claims}` its noun."""
    return fill(text, values, language())


def tr_many(one: str, many: str, n: int, **values: object) -> str:
    """`one` for n = 1, else `many`; Korean has the same text for both. {n} is written with separators."""
    return tr(one if n == 1 and language() == "en" else many, n=f"{n:,}", **values)


def won(amount: int | None) -> str:
    """An amount as people write it, 1,234,000원; a dash where there is none."""
    if amount is None:
        return "–"
    return f"{amount:,}원" if language() == "ko" else f"{amount:,} won"


def day(date: dt.date | None) -> str:
    """A date in the reader's form: 2022. 10. 15. or 15 Oct 2022."""
    if date is None:
        return "–"
    if language() == "ko":
        return f"{date.year}. {date.month}. {date.day}."
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def day_of(text: str) -> str:
    """The same of a day or moment as the case file holds it, 2022-10-15…; empty for none."""
    return day(dt.date.fromisoformat(text[:10])) if text else ""


def day_format() -> str:
    """The form of `day` as Qt's fields for dates name it."""
    return "yyyy. M. d." if language() == "ko" else "d MMM yyyy"


def read_day(text: str) -> dt.date | None:
    """A day as it is typed (2023-04-20, 20230420, 2023. 4. 20.) or shown in either language; None for anything else."""
    if found := re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})", text.strip()):
        date, month, year = int(found[1]), found[2], int(found[3])
        parts = (year, MONTHS.index(month) + 1 if month in MONTHS else 0, date)
    elif found := re.fullmatch(r"(?=\d{8}$|\d{4}\D)(\d{4})([-./]? ?)(\d{1,2})\2(\d{1,2})\.?", text.strip()):
        parts = (int(found[1]), int(found[3]), int(found[4]))
    else:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def short_day(date: dt.date) -> str:
    """Day and month: 10. 15. or 15 Oct."""
    return f"{date.month}. {date.day}." if language() == "ko" else f"{date.day} {MONTHS[date.month - 1]}"


def moment(made_at: str) -> str:
    """The Korean local time of an entry's UTC time."""
    made = dt.datetime.fromisoformat(made_at).astimezone(KOREA)
    return f"{day(made.date())} {made:%H:%M}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def word(table: Mapping[str, Any], code: str, lang: str = "") -> str:
    """A code of the plan in the reader's language or `lang` (stages, routes...); the code itself when unknown."""
    found = table.get(code)
    if found is None:
        return code
    for name in ("short", "text", "word", "name"):  # the text of a reason is for letters, with blanks to be filled in
        found = getattr(found, name, found)
    return str(found.in_(lang or language()))


def listed(words: Iterable[str]) -> str:
    """Several words in a row."""
    return ", ".join(words)

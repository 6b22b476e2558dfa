"""(child) A formula that many cells share, written once in the file and moved to each of them here."""

import re

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PART = re.compile(
    r'"(?:[^"]|"")*"'  # text
    r"|'(?:[^']|'')*'!"  # the name of a sheet
    r"|(?<![A-Za-z0-9_.\\])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?![A-Za-z0-9_.(!])"
)


def column_number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads in the cell that lies so many rows and columns away from its first."""

    def move(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        column, row = column_number(match[2]), int(match[4])
        column += 0 if match[1] else columns
        row += 0 if match[3] else rows
        if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
            return "#REF!"
        return f"{match[1]}{column_letters(column)}{match[3]}{row}"

    return _PART.sub(move, formula)

"""Where a line may end inside what has no spaces: a long Korean word, an address of mail, a fingerprint.

A label is only as wide as it may be where its longest word fits; with large text such a word would be cut off.
"""

import re

BREAK = "\u200b"
"""A space without width. Whoever selects and copies the text of a label copies it too."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ENDLESS = re.compile(r"\S{17,}")
_LONG_WORD = re.compile(r"[가-힣]{8,}")


def within_words(text: str) -> str:
    """A text whose long words may end a line at a dot or hyphen, before a bracket, and amid eight syllables."""
    text = _HYPHEN.sub(f"-{BREAK}", text.replace("·", f"·{BREAK}").replace("(", f"{BREAK}("))
    return _LONG_WORD.sub(lambda found: _halved(found[0]), text)


def _halved(word: str) -> str:
    middle = (len(word) + 3) // 4 * 2  # most compounds are made of words of two syllables
    return f"{word[:middle]}{BREAK}{word[middle:]}"


def anywhere(text: str) -> str:
    """A text whose words of more than sixteen letters may end a line after each eight: a name written in one."""
    return _ENDLESS.sub(lambda found: BREAK.join(found[0][at : at + 8] for at in range(0, len(found[0]), 8)), text)


def at_sign(address: str) -> str:
    """An address of mail that may end a line before its @."""
    return address.replace("@", f"{BREAK}@")


def in_sixteens(digest: str) -> str:
    """A fingerprint that may end a line after each sixteen digits."""
    return BREAK.join(digest[start : start + 16] for start in range(0, len(digest), 16))

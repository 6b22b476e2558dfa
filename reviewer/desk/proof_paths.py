"""Which claim and which kind of paper a file is, from its path or from a list that came with it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.desk.columns import HEADERS, folded_header

KINDS = ("SBC", "BRC", "SLS", "SUS", "BNK", "APP", "CNS", "PRX", "OTH")
# Looked for in this order: 개인정보이용동의서 holds 이용, 매출확인서 holds 확인서.
_WORDS: tuple[tuple[str, str], ...] = (
    ("PRX", r"위임장|대리인"),
    ("CNS", r"동의서"),
    ("APP", r"신청서|피해사실|피해신고서"),
    ("BRC", r"사업자등록"),
    ("SBC", r"소상공인"),
    ("BNK", r"통장|계좌|은행|bank"),
    ("SLS", r"매출|카드|포스기|pos|부가세|부가가치세|손실|정산|sales"),
    ("SUS", r"이용|채널|알림톡|캡처|캡쳐|화면|카카오|카톡|주문내역|대화|usage"),
    ("SBC", r"확인서"),
)
_KIND_WORDS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)
_KIND_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(KINDS)})(?![A-Za-z])", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+|\d{4,}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_PATH_HEADERS = frozenset(["경로", "파일", "파일명", "파일경로", "파일이름", "첨부파일", "path", "file", "filename"])
_KIND_HEADERS = frozenset(["종류", "서류", "서류종류", "자료종류", "증빙종류", "구분", "kind", "type"])
_CLAIM_HEADERS = frozenset((*HEADERS["claim"], *HEADERS["report_number"]))


def words_of(path: str) -> tuple[tuple[str, ...], ...]:
    """For each part of a path, the words in it that may be a claim or report number, the longest first."""
    found = []
    for part in unicodedata.normalize("NFC", path).replace("\\", "/").split("/"):
        stem = _SUFFIX.sub("", part).strip()
        pieces = re.split(r"[_\s()\[\]]+", stem)
        words = [stem, *("_".join(pieces[:count]) for count in range(len(pieces) - 1, 0, -1)), *pieces[1:]]
        words += _NUMBER.findall(stem)
        found.append(tuple(dict.fromkeys(word for word in words if 2 <= len(word) <= 60)))
    return tuple(found)


def claim_of(path: str, claims: Mapping[str, str]) -> str:
    """The one claim a path speaks of, "" when none or when its parts speak of two."""
    found = set()
    for words in words_of(path):
        named = [claims[word] for word in words if word in claims]
        if named:
            found.add(named[0])
    return found.pop() if len(found) == 1 else ""


def kind_of(path: str) -> str:
    """The kind of paper by a code or a Korean word in the file's name, else in its folders; OTH when none."""
    parts = unicodedata.normalize("NFC", path).replace("\\", "/").split("/")
    for part in reversed(parts):
        stem = _SUFFIX.sub("", part)
        code = _KIND_CODE.search(stem)
        if code:
            return code[1].upper()
        bare = re.sub(r"\s", "", stem)
        for kind, words in _KIND_WORDS:
            if words.search(bare):
                return kind
    return "OTH"


@dataclass(frozen=True)
class ManifestColumns:
    """Where a list of files holds path, claim number and kind; places count from 0, -1 for no such column."""

    path: int
    claim: int
    kind: int


def manifest_columns(header: Sequence[str]) -> ManifestColumns | None:
    """The columns of a list of files, or None when the header is that of something else."""
    folded = [folded_header(name) for name in header]

    def place(words: frozenset[str]) -> int:
        return next((at for at, name in enumerate(folded) if name in words), -1)

    found = ManifestColumns(place(_PATH_HEADERS), place(_CLAIM_HEADERS), place(_KIND_HEADERS))
    names = set(HEADERS["trade_name"]) | set(HEADERS["representative"])
    if found.path < 0 or found.claim < 0 or any(name in names for name in folded):
        return None
    return found


@dataclass(frozen=True)
class Listed:
    """What a list says of one file."""

    claim: str
    kind: str


def manifest_line(columns: ManifestColumns, cells: Sequence[str]) -> tuple[str, Listed] | None:
    """The path of a line, in one form, and what it says; None for a line without a path or claim."""
    cells = [*cells, *[""] * 3]
    path, claim = cells[columns.path].strip(), cells[columns.claim].strip()
    if not path or not claim:
        return None
    told = cells[columns.kind].strip() if columns.kind >= 0 else ""
    kind = told.upper() if told.upper() in KINDS else kind_of(told) if told else kind_of(path)
    return plain_path(path), Listed(unicodedata.normalize("NFC", claim), kind)


def plain_path(path: str) -> str:
    """A path as it is compared: NFC, forward slashes, no `./` in front, letter case folded."""
    plain = unicodedata.normalize("NFC", path).replace("\\", "/").casefold()
    while plain.startswith("./"):
        plain = plain[2:]
    return plain.lstrip("/")


def listed_as(path: str, manifest: Mapping[str, Listed]) -> Listed | None:
    """What the list says of a file; its paths may start at the list's own folder or at any folder above the file."""
    plain = plain_path(path)
    while plain:
        if plain in manifest:
            return manifest[plain]
        plain = plain.partition("/")[2]
    return None

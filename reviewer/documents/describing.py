"""(parent) The description of a stranger's file, and the checks each number and word in it must pass."""

from dataclasses import dataclass, replace

from reviewer.documents import slips
from reviewer.documents.shown import SheetInfo

_KINDS = frozenset({"pdf", "image", "spreadsheet", "office", "text", "archive", "unknown"})
_MAX_SHEETS, _MAX_WARNINGS = 1_000, 50
_MAX_ROWS, _MAX_COLUMNS = 200_000_000, 2_000_000


@dataclass(frozen=True)
class Description:
    """What the glovebox makes of a file (interface.md, `inspect --json`); sizes are points, for photos pixels.

    `counts` says how many parts a warning stands for, where the reader counted them. `is_approximate` when the pages
    were laid out by us, as for HWP and DOCX; `is_proved` when every warning is known.
    """

    sha256: str
    bytes: int
    kind: str
    format: str
    pages: int = 0
    sheets: tuple[SheetInfo, ...] = ()
    page_sizes: tuple[tuple[float, float], ...] = ()
    opened: bool = False
    problem: str | None = None
    warnings: tuple[str, ...] = ()
    text: str = ""
    seconds: float = 0.0
    sandbox: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    is_approximate: bool = False
    is_proved: bool = False


def check_sorry(untrusted: slips.Slip, known: Description) -> Description:
    """What is known after the child said that it cannot show the document; BadSlip when it talks nonsense."""
    if not 0 < untrusted.code < len(slips.PROBLEMS):
        raise slips.BadSlip("code")
    inside = slips.Unpacker(untrusted.payload)
    kind, format_name = _code(inside.text(40)), _code(inside.text(40))
    warnings = {_code(code) for code in inside.texts(_MAX_WARNINGS)} | set(known.warnings)
    inside.finish()
    return replace(
        known,
        kind=kind if kind in _KINDS else known.kind,
        format=format_name or known.format,
        opened=False,
        problem=slips.PROBLEMS[untrusted.code],
        warnings=tuple(sorted(warnings)),
    )


def check_description(untrusted: slips.Slip, known: Description) -> Description:
    """What is known after the child described the document; BadSlip when it talks nonsense."""
    if not 0 <= untrusted.a <= slips.MAX_PAGES:
        raise slips.BadSlip("pages")
    inside = slips.Unpacker(untrusted.payload)
    kind, format_name = _code(inside.text(40)), _code(inside.text(40))
    if kind not in _KINDS:
        raise slips.BadSlip("kind")
    warnings = tuple(sorted({_code(code) for code in inside.texts(_MAX_WARNINGS)}))
    is_approximate, is_proved = bool(inside.number(1)), bool(inside.number(1))
    counts = tuple(
        (_code(inside.text(40)), inside.number(slips.MAX_COUNT)) for _ in range(inside.number(_MAX_WARNINGS))
    )
    if len(dict(counts)) < len(counts) or any(code not in warnings or not number for code, number in counts):
        raise slips.BadSlip("counts")
    sizes = tuple(
        (inside.number(0xFFFFFFFF) / 1000, inside.number(0xFFFFFFFF) / 1000)
        for _ in range(inside.number(slips.MAX_SIZED_PAGES))
    )
    sheets = tuple(_sheet(inside) for _ in range(inside.number(_MAX_SHEETS)))
    text = printable(inside.text())
    inside.finish()
    return replace(
        known, kind=kind, format=format_name, pages=untrusted.a, page_sizes=sizes, sheets=sheets,
        warnings=warnings, counts=counts, text=text, is_approximate=is_approximate, is_proved=is_proved,
    )  # fmt: skip


def _sheet(inside: slips.Unpacker) -> SheetInfo:
    name = printable(inside.text(2_000)).replace("\n", " ")
    rows, cols = inside.number(_MAX_ROWS), inside.number(_MAX_COLUMNS)
    hidden, whole = inside.number(1), inside.number(1)
    return SheetInfo(name, rows, cols, bool(hidden), bool(whole))


def _code(untrusted: str) -> str:
    """A code is small letters, digits and underscores; anything else is no code."""
    if not untrusted.replace("_", "").isalnum() and untrusted:
        raise slips.BadSlip("code")
    if not untrusted.isascii():
        raise slips.BadSlip("code")
    return untrusted


def printable(untrusted: str) -> str:
    """Text without control characters other than line ends and tabs."""
    if untrusted.isprintable():
        return untrusted
    return "".join(ch for ch in untrusted if (ch >= " " and not "\x7f" <= ch < "\xa0") or ch in "\n\t")

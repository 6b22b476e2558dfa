"""What is dangerous or odd in the paper in view, named above it in plain words: nothing of it is ever run or hidden."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.ui.look import Look
from reviewer.ui.parts import button, empty, label, plane, restyle
from reviewer.ui.wording import language, listed, tr, tr_many

NEVER_RUN = ("javascript", "launch_action", "macro", "external_link", "attachment", "refused_members")
"""Parts that would act, lead outside or hide something else: they are named and left alone."""
APPROXIMATE = "approximate"
"""Not a warning of the glovebox: the layout of the pages is ours."""


class PaperWarnings(QWidget):
    """Stands below the toolbar of a paper; absent where there is nothing to say."""

    def __init__(self, look: Look) -> None:
        """Silent until a paper is described."""
        super().__init__()
        self.setObjectName("paper_warnings")
        self.codes: tuple[str, ...] = ()
        self.counts: dict[str, int] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._ground = plane("surface")
        outer.addWidget(self._ground)
        inside = QVBoxLayout(self._ground)
        inside.setContentsMargins(look.px(12), look.px(6), look.px(8), look.px(6))
        inside.setSpacing(look.px(4))
        top = QHBoxLayout()
        top.setSpacing(8)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        top.addLayout(self._words, 1)
        self.more = button("warnings_meaning", "", role="link")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._explain)
        top.addWidget(self.more)
        inside.addLayout(top)
        self._meanings = QWidget()
        self._lines = QVBoxLayout(self._meanings)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        inside.addWidget(self._meanings)
        self.show_warnings(())

    def show_warnings(self, codes: Sequence[str], counts: Mapping[str, int] | None = None) -> None:
        """Name what the glovebox noticed, how many where it counted, what would act first.

        None: the place is given back.
        """
        counts = dict(counts or {})
        if (tuple(codes), counts) == (self.codes, self.counts) and codes:
            return
        self.codes, self.counts = tuple(codes), counts
        empty(self._words)
        empty(self._lines)
        would_act = [code for code in NEVER_RUN if code in codes]
        others = [code for code in codes if code not in NEVER_RUN]
        restyle(self._ground, warns="true" if would_act else "false")
        if would_act:
            text = tr("{parts}: named here, never run or opened.", parts=_in_a_row(would_act, counts))
            self._words.addWidget(label(f"⚠ {text}", size=12, tone="wait", bold=True, wrap=True))
        if others:
            self._words.addWidget(label(_in_a_row(others, counts), size=12, tone="soft", wrap=True))
        for code in (*would_act, *others):
            text = f"{_named(code)}: {meaning(code)}"
            self._lines.addWidget(label(text, size=12, wrap=True))
        self.more.setChecked(False)
        self._explain(False)
        self.setAccessibleName(_in_a_row((*would_act, *others), counts))
        self.setVisible(bool(codes))

    @property
    def is_serious(self) -> bool:
        """Whether something in the paper would act, lead outside or hide, or is not what its name says."""
        return bool({*NEVER_RUN, "wrong_extension"} & set(self.codes))

    def _explain(self, wanted: bool) -> None:
        self._meanings.setVisible(wanted)
        text = tr("Less") if wanted else tr("What this means")
        self.more.setText(text)
        self.more.setAccessibleName(text)


def _in_a_row(codes: Iterable[str], counts: Mapping[str, int]) -> str:
    text = listed(_counted(code, counts[code]) if code in counts else warning_word(code) for code in codes)
    return text[:1].upper() + text[1:]


def _counted(code: str, number: int) -> str:
    """How many parts of a kind there are, as "2 scripts"."""
    match code:
        case "javascript":
            return tr_many("{n} script", "{n} scripts", number)
        case "external_link":
            return tr_many("{n} outside link", "{n} outside links", number)
        case "attachment":
            return tr_many("{n} embedded file", "{n} embedded files", number)
        case "launch_action":
            return tr_many("{n} command that starts a program", "{n} commands that start a program", number)
        case "formula":
            return tr_many("{n} formula (never worked out here)", "{n} formulas (never worked out here)", number)
    return f"{warning_word(code)} ({number:,})"


def _named(code: str) -> str:
    text = warning_word(code)
    return text[:1].upper() + text[1:]


def warning_word(code: str) -> str:
    """What the glovebox noticed, in a few words; an unknown code as it is."""
    return word_for("warning", code, language())


def meaning(code: str) -> str:
    """What it means for the reviewer, in a sentence or two."""
    return word_for("warning_meaning", code, language())

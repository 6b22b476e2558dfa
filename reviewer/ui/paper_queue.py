"""Reads papers behind the windows, one at a time, so that hints and twins are there when a claim is opened."""

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.rules.problem import Problem
from reviewer.ui.background import Lane
from reviewer.ui.reader.passwords import today
from reviewer.ui.sitting import Sitting

if TYPE_CHECKING:
    from reviewer.desk.paper_line import Turn

_BREATH, _PATIENCE, _TYPING = 20, 250, 2_000
"""Milliseconds between two papers, until it looks again whether it may go on, and of rest after a key is typed."""
_BRINGS_PAPERS = frozenset({"take_in", "receive_papers", "confirm_link", "replace_by_masked_copy"})


class PaperQueue(QObject):
    """First the claim in view, then claims in individual review, then all others; the viewer always goes before it.

    Nothing is kept of a paper that was stopped half way. Nothing runs where the case is only looked at, or where its
    papers are not here.
    """

    read = Signal(str)
    """A paper was read and what was read is kept: its document."""
    changed = Signal()
    """How far the work is has changed."""

    def __init__(self, sitting: Sitting) -> None:
        """Idle until `start`."""
        super().__init__(sitting)
        self._sitting = sitting
        self._lane = Lane("papers")
        self._stop = threading.Event()
        self._halting = threading.Lock()
        self._child: Any = None
        self._spare: Any = None
        self._line: Any = None
        self._recogniser: Any = None
        self._first = ""
        self._unlocked: list[str] = []
        self._busy = self._closed = self._started = False
        self._turn: Turn | None = None
        self.can_see: bool | None = None
        """Whether pictures get text on this computer; None before that was found out."""
        self.is_paused = False
        self.done = self.total = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(_TYPING)

    # --- what a person may do -----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; asking again changes nothing, and nothing begins where nothing could be kept."""
        file = self._sitting.case_file
        if self._started or self._closed or not file.is_writing or not file.has_documents:
            return
        self._started = self._busy = True
        self._sitting.recorded.connect(self._recorded)
        self._lane.run(self._look_round, then=self._looked_round, otherwise=self._failed, owner=self)

    def put_first(self, claim: str) -> None:
        """Read the papers of this claim before all others; the recognising of another claim's scan gives way."""
        if claim == self._first:
            return
        self._first = claim
        if self._turn is not None and self._turn.sees and self._turn.paper.claim != claim:
            self._halt()
        self._wake()

    def unlock(self, claim: str) -> None:
        """A password of a paper of this claim became known: its locked papers are read with it."""
        self._unlocked.append(claim)
        self._wake()

    def _recorded(self, act: str, claims: list[str]) -> None:
        """Papers came, or a masked copy took the place of one: look again for what waits."""
        if act in _BRINGS_PAPERS and self._line is not None and not self._closed:
            self._lane.run(self._count_again, then=self._counted, otherwise=self._failed, owner=self)

    def give_way(self) -> None:
        """Begin no further paper while somebody types: the answer to a key needs the computer for itself."""
        self._away.start()

    def pause(self) -> None:
        """Stop reading; what is under way is given up and comes again later."""
        self.is_paused = True
        self._halt()
        self.changed.emit()

    def go_on(self) -> None:
        """Read on."""
        self.is_paused = False
        self.changed.emit()
        self._wake()

    def close(self) -> None:
        """End at once: nothing is half written, and what was not read comes next time."""
        self._closed = True
        self._timer.stop()
        self._halt()
        self._lane.close()
        if self._spare is not None:
            self._spare.close()

    @property
    def is_running(self) -> bool:
        """Whether a paper is being read, or the next is about to be."""
        return not self._closed and (self._busy or self._timer.isActive())

    @property
    def sees(self) -> bool:
        """Whether a picture is being recognised just now."""
        return self._turn is not None and self._turn.sees

    # --- on the window's thread ---------------------------------------------------------------------------

    def _wake(self, after: int = 0) -> None:
        if self._started and not self._busy and not self._closed and not self.is_paused:
            self._timer.start(after)

    def _looked_round(self, counts: tuple[int, int]) -> None:
        self._busy = False
        self.can_see = self._recogniser is not None
        self._counted(counts)

    def _counted(self, counts: tuple[int, int]) -> None:
        self.done, self.total = counts
        self.changed.emit()
        self._wake()

    def _next(self) -> None:
        if self._busy or self._closed or self.is_paused:
            return
        if self._sitting.lanes.glovebox.is_busy or self._away.isActive():  # the paper in view goes first
            self._timer.start(_PATIENCE)
            return
        self._busy = True
        self._stop.clear()
        first, unlocked, self._unlocked = self._first, self._unlocked, []
        self._lane.run(lambda: self._choose(first, unlocked), then=self._chosen, otherwise=self._failed, owner=self)

    def _chosen(self, turn: "Turn | None") -> None:
        self._turn = turn
        if turn is None:
            self._busy = False
            self.changed.emit()
            return
        if turn.sees:
            self.changed.emit()
        known = self._sitting.passwords.known(turn.paper.claim, turn.paper.document, today())
        self._lane.run(lambda: self._read(turn, known), then=self._was_read, otherwise=self._failed, owner=self)

    def _was_read(self, found: Any) -> None:
        turn = self._turn
        if turn is None or found is None:
            self._rest()
            return
        kept, prints = found

        def write() -> None:
            from reviewer.desk.paper_line import keep_reading

            with self._sitting.case_file.writing() as conn:
                keep_reading(conn, kept, prints)

        self._sitting.lanes.clerk.run(write, then=lambda _: self._was_kept(turn), otherwise=self._failed, owner=self)

    def _was_kept(self, turn: "Turn") -> None:
        if not (turn.sees or turn.is_again):
            self.done += 1
            self.total = max(self.total, self.done)
        self._rest()
        self.read.emit(turn.paper.document)

    def _rest(self) -> None:
        self._busy, self._turn = False, None
        self.changed.emit()
        self._wake(_BREATH)

    def _failed(self, fault: BaseException) -> None:
        """What cannot be read or kept is not tried again while this runs; a mistake of ours is told.

        Where it cannot even be found what to read, as in a damaged file, all of it rests until somebody lets it go on.
        """
        from reviewer.casefile.engine import as_problem

        told = fault if isinstance(fault, Problem) else as_problem(fault, self._sitting.path)
        if self._turn is None:
            self.is_paused = True
            if told is not None:
                self._sitting.unkept.emit(told)
        elif self._line is not None:
            self._line.failed.add(self._turn.paper.document)
        self._rest()
        if told is None:
            raise fault

    # --- on its own lane ----------------------------------------------------------------------------------

    def _look_round(self) -> tuple[int, int]:
        from reviewer.desk.paper_line import PaperLine
        from reviewer.documents.gloves import Spare
        from reviewer.documents.recognition import recogniser

        self._line, self._recogniser, self._spare = PaperLine(), recogniser(), Spare()
        return self._count_again()

    def _count_again(self) -> tuple[int, int]:
        from reviewer.casefile import readings
        from reviewer.desk.reading_papers import VERSION

        self._line.forget()
        return readings.counts(self._sitting.case_file.reader(), VERSION)

    def _choose(self, first: str, unlocked: list[str]) -> "Turn | None":
        conn = self._sitting.case_file.reader()
        self._line.unlock(conn, unlocked)
        found: Turn | None = self._line.next(conn, first, can_see=self._recogniser is not None)
        if found is None:
            self._sitting.case_file.rest()
        return found

    def _read(self, turn: "Turn", passwords: tuple[str, ...]) -> Any:
        """What was read, with its fingerprints; None where it was stopped, or a scan is locked again."""
        from pathlib import PurePosixPath

        from reviewer.desk.reading_papers import read_paper
        from reviewer.documents.recognition import NotRecognised
        from reviewer.rules.fingerprinting import fingerprints_of

        if self._stop.is_set():
            return None
        data = self._sitting.paper_bytes(turn.paper.document)
        try:
            kept = read_paper(
                turn.paper.document, data, PurePosixPath(turn.paper.path).name, passwords=passwords, spare=self._spare,
                recogniser=self._recogniser if turn.sees else None, stop=self._stop, began=self._child_began,
            )  # fmt: skip
        except NotRecognised:
            return None
        if turn.sees and kept.state == "password":
            self._line.failed.add(turn.paper.document)
            return None
        return kept, fingerprints_of(kept.reading)

    def _child_began(self, child: Any) -> None:
        with self._halting:
            self._child = child
            if self._stop.is_set():
                child.halt()

    def _halt(self) -> None:
        """Stop what is under way, also in the middle of a slow page."""
        with self._halting:
            self._stop.set()
            if self._busy and self._child is not None:
                self._child.halt()

"""One reviewer at one open case: reads and records on the right lane and tells the windows what changed."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.rules.problem import Problem
from reviewer.ui import making
from reviewer.ui.background import Lanes
from reviewer.ui.look import Look
from reviewer.ui.reader.passwords import Passwords
from reviewer.ui.wording import word

if TYPE_CHECKING:  # what a case says is read, and its records loaded, after the first rows were painted
    from reviewer.rules.council import Case, Member
    from reviewer.rules.plan import Plan

Answer = TypeVar("Answer")
RESTS_AFTER = 4_000
"""Milliseconds without a question after which what was kept for the next one is given back."""
TIDIES_AFTER = 60_000
"""Milliseconds after which memory that nobody uses is given back even where nobody pauses."""

LOOKS = frozenset({"search_claims", "open_claim", "read_paper", "unmask"})
"""Acts that record a look and change nothing that any window shows."""


class Sitting(QObject):
    """Holds what every window of an open case needs: the file, the lanes, who sits here, plan and look."""

    recorded = Signal(str, list)
    """An act was committed and read back: its name and the claims it is about."""
    told = Signal(object)
    """What became of an act whose own window has closed, in words, or the Problem that kept it from being done."""
    unkept = Signal(object)
    """The Problem that keeps what is typed from being written; None once something was written."""
    leaving = Signal()
    """The case is about to be closed: what should be kept is written now."""

    def __init__(self, case_file: Any, lanes: Lanes, look: Look, passwords: Passwords | None = None) -> None:
        """`case_file` was opened on the clerk lane; `learn` must be called before the windows are built.

        `passwords` of papers are the program's, which outlives this sitting.
        """
        from reviewer.rules.council import Case

        super().__init__()
        self.case_file, self.lanes, self.look = case_file, lanes, look
        self.case = Case("")
        self.plan: Plan
        self.names: Mapping[str, str] = {}
        self.signer: Any = None
        self._threads = threading.local()
        self._on_screen: Any = None
        self._spare: Any = None
        self._sparing = threading.Lock()
        self.keys_folder: Path | None = None  # where the person's keys lie, if not in the usual place
        self.passwords = passwords if passwords is not None else Passwords()
        self._queue: Any = None
        self._pictures: Any = None
        self.unsaved: dict[tuple[str, str], dict[str, Any]] = {}  # by person and claim: nobody sees another's drafts
        self.listed: tuple[Any, str] = (None, "")  # what the list of claims shows now: its filter, and that in words
        self.list_kept: dict[str, str] = {}  # by person: how the list of claims was looked at last
        self._saw: dict[str, list[str]] = {}
        self._own: dict[str, int] = {}
        self._under_way: set[Hashable] = set()
        self._is_closed = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(RESTS_AFTER)
        self._quiet.timeout.connect(self._rest)
        self._tidying = QTimer(self)
        self._tidying.setInterval(TIDIES_AFTER)
        self._tidying.timeout.connect(self._tidy)
        self._tidying.start()

    # --- who and what ---------------------------------------------------------------------------------

    def learn(self, case: "Case", plan: "Plan", names: Mapping[str, str] | None = None) -> None:
        """Take in the case, the plan in force and, where they may have changed, the members' names by id."""
        self.case, self.plan = case, plan
        self.names = self.names if names is None else names

    @property
    def path(self) -> Path:
        """Where the case file lies."""
        return Path(self.case_file.path)

    @property
    def certificate_folder(self) -> Path:
        """Where the council's certificate of this computer lies, if there is one."""
        from reviewer.casefile.keys import default_folder

        return self.keys_folder or default_folder()

    @property
    def has_certificate(self) -> bool:
        """Whether letters that leave this computer are signed."""
        from reviewer.desk.certificate import is_installed

        return is_installed(self.certificate_folder)

    @property
    def person(self) -> str:
        """The roster id of whoever sits here; empty for a look without a key."""
        return self.signer.member if self.signer is not None else ""

    @property
    def member(self) -> "Member | None":
        """The roster line of whoever sits here."""
        return self.case.roster.get(self.person)

    def name_of(self, member: str) -> str:
        """A member by name; the id where the roster holds no name, a dash for nobody."""
        return self.names.get(member) or member or "–"

    def with_names(self, problem: Problem) -> Problem:
        """The problem with members called by name, and stages, reasons of holds and grounds as the plan calls them."""
        people = {
            key: self.name_of(str(value)) for key, value in problem.facts.items() if str(value) in self.case.roster
        }
        field, _, of = str(problem.facts.get("field", "")).rpartition(".")
        if field and of in self.case.roster:  # the vote of a member, for one
            people["field"] = f"{field}.{self.name_of(of)}"
        tables: dict[str, Mapping[str, Any]] = {"stage": self.plan.stages, "ground": self.plan.grounds}
        if problem.code == "ClaimOnHold":
            tables["reason"] = self.plan.hold_reasons
        told = {name: word(table, str(problem.facts[name])) for name, table in tables.items() if name in problem.facts}
        return Problem(problem.code, **{**problem.facts, **people, **told})

    @staticmethod
    def now() -> dt.datetime:
        """The time an act is made at."""
        return dt.datetime.now(dt.UTC)

    # --- reading --------------------------------------------------------------------------------------

    def _connection(self) -> Any:
        """The reading connection of the calling thread."""
        if not hasattr(self._threads, "connection"):
            self._threads.connection = self.case_file.reader()
        return self._threads.connection

    @property
    def on_screen(self) -> Any:
        """The read-only connection that serves list pages by id on the window's own thread, and nothing else."""
        if self._on_screen is None:
            self._on_screen = self.case_file.reader()
        return self._on_screen

    def read(
        self,
        work: Callable[[Any], Answer],
        *,
        then: Callable[[Answer], None],
        otherwise: Callable[[BaseException], None],
        owner: QObject,
    ) -> None:
        """Do `work(connection)` on the reader lane; once the case was left, nobody is told what came of it."""
        self._quiet.start()
        self.lanes.reader.run(
            lambda: work(self._connection()), then=self._unless_left(then), otherwise=self._unless_left(otherwise),
            owner=owner,
        )  # fmt: skip

    def _unless_left(self, tell: Callable[[Answer], None]) -> Callable[[Answer], None]:
        return lambda said: None if self._is_closed else tell(said)

    def _tidy(self) -> None:
        from reviewer.ui.free_memory import give_back

        self.lanes.glovebox.run(give_back, then=lambda _: None, otherwise=_unexpected, owner=self)

    def _rest(self) -> None:
        """Let the windows hold no more than what they show: a list of all claims was read through tens of megabytes."""

        def rest() -> None:
            from reviewer.ui.free_memory import give_back

            self.case_file.rest()
            give_back()

        self.case_file.rest()
        self.lanes.reader.run(rest, then=lambda _: None, otherwise=_unexpected, owner=self)

    def paper_bytes(self, document: str) -> bytes:
        """The bytes of a paper; to be called on the glovebox lane. Problem DocumentsMissing without the second file."""
        from reviewer.casefile import proofs

        return bytes(proofs.read(self.case_file, document))

    @property
    def spare(self) -> Any:
        """Warm gloveboxes that hide the start of the next one; one reserve, whichever workers ask for it at once."""
        with self._sparing:
            if self._spare is None:
                from reviewer.documents.gloves import REST_SECONDS, Spare

                self._spare = Spare(rest=REST_SECONDS)
            return self._spare

    @property
    def queue(self) -> Any:
        """The papers being read behind the windows (`PaperQueue`); idle until it is started."""
        if self._queue is None:
            from reviewer.ui.paper_queue import PaperQueue

            self._queue = PaperQueue(self)
            self._queue.read.connect(self.pictures.look)
        return self._queue

    @property
    def pictures(self) -> Any:
        """The pictures being compared behind the windows (`PicturePairs`)."""
        if self._pictures is None:
            from reviewer.ui.picture_pairs import PicturePairs

            self._pictures = PicturePairs(self)
        return self._pictures

    def give_way(self) -> None:
        """Let what works behind the windows wait a moment: somebody types."""
        making.give_way()
        for behind in (self._queue, self._pictures):
            if behind is not None:
                behind.give_way()

    def start_reading(self) -> None:
        """Let papers be read behind the windows from now on, unless the case was left meanwhile."""
        if not self._is_closed:
            self.queue.start()
            self.pictures.start()

    # --- recording ------------------------------------------------------------------------------------

    def record(
        self,
        act: str,
        subject: str,
        body: Mapping[str, object],
        *,
        then: Callable[[Any], None],
        otherwise: Callable[[BaseException], None],
        owner: QObject,
    ) -> None:
        """Record one act on the clerk lane; `then` is called only after commit and read-back.

        The act names the heads this window saw when the claim was opened, or after its own last act on it. The very
        same act, asked for again while it is under way (a double click), is one act.
        """
        made_at, signer = self.now(), self.signer
        same = json.dumps([act, subject, dict(body)], sort_keys=True, default=str)
        if same in self._under_way:
            return

        def work() -> "tuple[Any, Case, Plan, Mapping[str, str] | None]":
            from reviewer.casefile import journal, standing
            from reviewer.casefile.standing import member_names
            from reviewer.rules.acts import act_named

            if signer is None:
                raise Problem("KeyLocked", author="", folder="")
            decides = act_named(act).deciding
            saw = self._saw.get(subject) if decides else None
            entry = journal.append(self.case_file, signer, act, subject, dict(body), made_at=made_at, saw=saw)
            conn = self.case_file.writer
            if decides:
                self._own[subject] = self.own_acts(subject) + 1
            if subject in self._saw and decides:
                self._saw[subject] = list(journal.saw_for(conn, act, subject, dict(body)))
            elif decides and (subject == "case" or subject.startswith("meeting:")):
                self._saw.clear()
            names = member_names(conn) if subject == "case" else None
            return entry, standing.read_case(conn), standing.plan_in_force(conn), names

        def done(answer: "tuple[Any, Case, Plan, Mapping[str, str] | None]") -> None:
            entry, case, plan, names = answer
            self.learn(case, plan, names)
            told(entry)
            claims = body.get("claims")
            self.recorded.emit(act, list(claims) if isinstance(claims, list) else [subject])

        told = self._ended(same, owner, then)
        self._under_way.add(same)
        self.lanes.clerk.run(work, then=done, otherwise=self._ended(same, owner, otherwise), owner=self)

    def _ended(self, asked: Hashable, owner: QObject, then: Callable[[Answer], None]) -> Callable[[Answer], None]:
        """`then`, where its owner is still there; on the window's thread, so that no click comes in between."""

        def ended(answer: Answer) -> None:
            self._under_way.discard(asked)
            if shiboken6.isValid(owner):
                then(answer)

        return ended

    def carry_out(
        self,
        act: str,
        claims: Sequence[str],
        work: Callable[[Any, Any], Answer],
        *,
        then: Callable[[Answer], None],
        otherwise: Callable[[BaseException], None],
        owner: QObject,
    ) -> None:
        """Do `work(case_file, signer)`, which records one act or several, on the clerk lane.

        The windows are told also when it stopped half way: what was recorded before stays recorded. The same deciding
        act on the same claims, asked for again by its owner while it is under way, is one act; two files are two.
        """
        from reviewer.rules.acts import act_named

        signer, same = self.signer, (owner, act, *claims)
        if act_named(act).deciding and same in self._under_way:
            return

        def on_clerk() -> "tuple[Answer | BaseException, Case, Plan]":
            from reviewer.casefile import standing

            if signer is None:
                raise Problem("KeyLocked", author="", folder="")
            answer: Answer | BaseException
            try:
                answer = work(self.case_file, signer)
            except Exception as fault:
                answer = fault
            self._saw.clear()
            conn = self.case_file.writer
            return answer, standing.read_case(conn), standing.plan_in_force(conn)

        def done(found: "tuple[Answer | BaseException, Case, Plan]") -> None:
            answer, case, plan = found
            self.learn(case, plan)
            if isinstance(answer, BaseException):
                refused(answer)
            else:
                told(answer)
            self.recorded.emit(act, list(claims))

        told, refused = self._ended(same, owner, then), self._ended(same, owner, otherwise)
        self._under_way.add(same)
        self.lanes.clerk.run(on_clerk, then=done, otherwise=refused, owner=self)

    def own_acts(self, claim: str) -> int:
        """How many deciding acts of this sitting were committed on a claim; asked before it is read."""
        return self._own.get(claim, 0)

    def opened(self, claim: str, heads: Sequence[str], own_acts: int) -> None:
        """Remember what the window of a claim saw when it was opened or read again after a change.

        What was read before an act of one's own (`own_acts` then) is older than what that act saw, and is left out.
        """
        seen = list(heads)

        def remember() -> None:
            if self.own_acts(claim) == own_acts:
                self._saw[claim] = seen

        self.lanes.clerk.run(remember, then=lambda _: None, otherwise=_unexpected, owner=self)

    def note(
        self, work: Callable[[Any], None], *, owner: QObject, otherwise: Callable[[Problem], object] = bool
    ) -> None:
        """Write something of the person's own desk (a draft, pages seen); what cannot be written `unkept` tells too."""

        def write() -> None:
            with self.case_file.writing() as conn:
                work(conn)

        def failed(fault: BaseException) -> None:
            if not isinstance(fault, Problem):
                raise fault
            self.unkept.emit(fault)
            otherwise(fault)

        self.lanes.clerk.run(write, then=lambda _: self.unkept.emit(None), otherwise=failed, owner=owner)

    def close(self) -> None:
        """Wait for what was asked for; the file itself is closed by whoever opened it."""
        self._is_closed = True
        self._quiet.stop()
        self._tidying.stop()
        self.leaving.emit()
        if self._queue is not None:
            self._queue.close()
        if self._pictures is not None:
            self._pictures.close()
        if self._spare is not None:
            self._spare.close()


def _unexpected(fault: BaseException) -> None:
    raise fault

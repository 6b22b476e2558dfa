"""The end of the case: intake closed, who does what is left, who keeps what until when (domain.md 5.6)."""

import dataclasses
import datetime as dt

MOTIONS = ("INTAKE", "REMAINING", "CLOSING")
"""What the council resolves at the end: intake is closed, members for the remaining work, the case is closed."""
KEPT = ("DOCUMENTS", "DECISIONS", "PAYMENTS", "LOG", "MINUTES")
"""What somebody keeps after the case: papers, decisions, evidence of payment, the access log, the signed minutes."""

OPEN_ROUTES = ("FLAT_30K", "FLAT_50K", "INDIVIDUAL", "NEEDS_CONTACT")
"""Routes on which something is still expected; whoever was put on another one needs nothing more."""


@dataclasses.dataclass(frozen=True)
class Motion:
    """A motion on the agenda of a meeting that was not voted on yet."""

    what: str
    meeting: int
    members: tuple[str, ...] = ()  # those to be named for the remaining work


@dataclasses.dataclass(frozen=True)
class Keeping:
    """Who keeps a part of the case until when; `keeper` is the digest of a name."""

    what: str
    keeper: str
    until: dt.date


@dataclasses.dataclass(frozen=True)
class Remaining:
    """Who finishes a claim that is still open, and by when."""

    person: str
    by: dt.date


@dataclasses.dataclass(frozen=True)
class Closing:
    """How far the closing of the case has come; numbers are those of resolutions, empty while there is none."""

    motions: tuple[Motion, ...] = ()
    intake_no: str = ""
    intake_on: dt.date | None = None
    remaining_no: str = ""
    remaining: tuple[str, ...] = ()
    closing_no: str = ""
    keeping: tuple[Keeping, ...] = ()
    sealed: str = ""  # uid of the entry that closed the case; empty while it is open
    sealed_at: str = ""
    left_open: int = 0

    def motion(self, what: str, meeting: int) -> Motion | None:
        """The open motion of this kind on this meeting's agenda."""
        return next((one for one in self.motions if (one.what, one.meeting) == (what, meeting)), None)

    @property
    def not_kept(self) -> tuple[str, ...]:
        """What nobody was named to keep yet."""
        named = {one.what for one in self.keeping}
        return tuple(what for what in KEPT if what not in named)

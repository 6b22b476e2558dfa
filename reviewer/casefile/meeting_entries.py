"""What the journal holds of one meeting: its entries, and a claim as it stood when it was voted on."""

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry, entry_of, in_order
from reviewer.casefile.history import History
from reviewer.casefile.sealing import seals
from reviewer.rules.claim import Claim
from reviewer.rules.folding import fold
from reviewer.rules.seal import code_of


def entries_of_meeting(conn: Connection, number: int) -> list[Entry]:
    """The entries of the meeting in canonical order, printing of its papers left out."""
    rows = conn.execute("SELECT * FROM journal WHERE subject = ?", (f"meeting:{number}",))
    return in_order([entry_of(row) for row in rows])


class ClaimsThen:
    """Claims as they stood just before an entry; the history of the case is added up once, when first needed."""

    def __init__(self, conn: Connection) -> None:
        """Nothing is read yet."""
        self._conn = conn
        self._history: History | None = None

    def before(self, number: str, entry: str) -> Claim:
        """The claim without this entry and all that came after it; raises ClaimUnknown."""
        if self._history is None:
            self._history = History(self._conn, lambda *_: None)
        scenes = []
        for scene in self._history.scenes_of(number):
            if scene.uid == entry:
                break
            scenes.append(scene)
        return fold(self._history.base(number), scenes, lambda *_: None)


def seal_after(conn: Connection, moment: str) -> str:
    """The code of the first seal made at or after this moment; "" while there is none."""
    later = [seal for seal in seals(conn) if seal.made_at >= moment] if moment else []
    return code_of(later[-1].hash) if later else ""

"""What the votes come to so far: the count, the quorum, the result, and the amount where amounts are voted on."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.plan import Plan
from reviewer.ui.look import Look
from reviewer.ui.parts import banner, label, restyle
from reviewer.ui.wording import filled, tr, won


class VoteResult(QWidget):
    """Three lines and a banner; every colour comes with its word."""

    def __init__(self, look: Look) -> None:
        """Empty until something is counted."""
        super().__init__()
        self.setObjectName("vote_result")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.counts = label("", size=15, bold=True, wrap=True)
        self.counts.setObjectName("vote_counts")
        self.quorum = label("")
        self.quorum.setObjectName("vote_quorum")
        self.amount = label("", bold=True)
        self.amount.setObjectName("vote_amount")
        self.outcome = banner("", "wait")
        self.outcome.setObjectName("vote_outcome")
        for part in (self.counts, self.quorum, self.amount, self.outcome):
            layout.addWidget(part)
        self.wear(look)
        self.clear()

    def wear(self, look: Look) -> None:
        """Go on in another text size."""
        self.setMinimumHeight(look.px(88))  # nothing moves when the count arrives

    def clear(self) -> None:
        """Show nothing."""
        for part in (self.counts, self.quorum, self.amount, self.outcome):
            part.hide()

    def say(self, text: str) -> None:
        """Say why nothing can be counted yet."""
        self.clear()
        self._tell(text, "wait")

    def _tell(self, text: str, tone: str) -> None:
        self.outcome.setText(text)
        restyle(self.outcome, banner=tone)
        self.outcome.show()

    def show_tally(self, tally: Any, plan: Plan, *, is_whole: bool) -> None:
        """Show the count; `is_whole` when every seat's vote, and amount where amounts are voted on, is known."""
        self.counts.setText(
            tr("For {n} · against {m} · abstained {a}", n=tally.votes_for, m=tally.against, a=tally.abstain)
        )
        seats = tally.seats - (tally.recused if plan.settings.recused_leave_seats else 0)
        reached = tally.result != "NO_QUORUM"
        words = tr("Present {p} of {s}: quorum") if reached else tr("Present {p} of {s}: no quorum")
        if not is_whole:  # who is present is known by the votes, and they are still being given
            words = tr("Voted so far: {p} of {s}")
        self.quorum.setText(filled(words, {"p": tally.present, "s": seats}))
        from_above = plan.settings.amount_rule == "majority"
        least, most = tr("At least so much: {n} of {p} present."), tr("At most so much: {n} of {p} present.")
        says = f"{tr('Amount by the votes: {amount}')}. {least if from_above else most}"
        self.amount.setText(filled(says, {"amount": won(tally.award), "n": tally.carrying, "p": tally.present}))
        self.counts.show()
        self.quorum.show()
        self.amount.setVisible(tally.award is not None)
        self._outcome(tally, is_whole=is_whole)

    def _outcome(self, tally: Any, *, is_whole: bool) -> None:
        so_far = "" if is_whole else f" – {tr('so far')}"
        if tally.result == "PASSED":
            self._tell(f"○ {tr('Passed')}{so_far}", "good" if is_whole else "wait")
        elif tally.result == "NO_QUORUM":
            words = tr("No result without a quorum.") if is_whole else tr("Not enough votes for a result yet.")
            self._tell(words, "bad" if is_whole else "wait")
        elif tally.named and tally.award is None and is_whole:
            few = tr("Too few of those present named an amount ({n} of {p}): not passed.")
            self._tell(f"✕ {filled(few, {'n': tally.named, 'p': tally.present})}", "bad")
        elif tally.is_tie and is_whole:
            self._tell(f"✕ {tr('Tie: not passed. The claim is held over.')}", "bad")
        else:
            self._tell(f"✕ {tr('Not passed')}{so_far}", "bad" if is_whole else "wait")

"""The ground of a member who steps aside when an item is called; in view while the vote says so (domain.md 5.3)."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from reviewer.rules.plan import Plan
from reviewer.ui import keys
from reviewer.ui.choice import Choice
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, word


class GroundChoice(Choice):
    """The grounds that keep a member out; Up and Down go through them, a digit is still a member's vote."""

    def __init__(self, member: str, name: str, plan: Plan) -> None:
        """Hidden, and nothing chosen."""
        super().__init__()
        self.setObjectName(f"ground_{member}")
        self.setAccessibleName(tr("Ground on which {name} steps aside", name=name))
        self.setPlaceholderText(tr("Ground"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for code, ground in plan.grounds.items():
            if ground.excludes:
                self.addItem(f"{code} {word(plan.grounds, code)}", code)
        self.show_ground("", asked=False)

    def show_ground(self, ground: str, *, asked: bool) -> None:
        """Show what was chosen; out of view where no ground is asked for."""
        self.setCurrentIndex(self.findData(ground) if ground else -1)
        set_tip(self, self.currentText())
        self.setVisible(asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go on to the meeting."""
        if keys.letter(event).isdigit():
            event.ignore()
        else:
            super().keyPressEvent(event)

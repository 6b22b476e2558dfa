"""What was given at a meeting and is not recorded yet: it outlives the window, for Esc loses nothing."""

import dataclasses
from typing import Any

from reviewer.ui.meeting.ballot import Ballot
from reviewer.ui.meeting.statement_form import Statement


@dataclasses.dataclass
class Unrecorded:
    """Votes and statements by item, and what was entered on the forms that frame the meeting."""

    ballots: dict[str, Ballot] = dataclasses.field(default_factory=dict)
    statements: dict[str, Statement] = dataclasses.field(default_factory=dict)
    forms: dict[str, Any] = dataclasses.field(default_factory=dict)

    def keep(self, form: Any) -> None:
        """Keep what was entered on a form; nothing where it stands as it began."""
        self.forms.pop(form.objectName(), None)
        if form.kept() != form.began:
            self.forms[form.objectName()] = form.kept()

    def give_back(self, form: Any) -> None:
        """Go on with what was entered on a form of this name."""
        if form.objectName() in self.forms:
            form.give_back(self.forms[form.objectName()])

"""One quiet line about the papers that are read behind the windows: how far it is, and Pause."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from reviewer.ui.paper_queue import PaperQueue
from reviewer.ui.parts import button, label
from reviewer.ui.wording import tr


class QueueLine(QWidget):
    """Hidden while nothing is left to read and nothing needs saying."""

    def __init__(self, queue: PaperQueue, within: QWidget, *, is_narrow: bool = False) -> None:
        """Follows the queue by itself; in a narrow column Pause stands below the words."""
        super().__init__(within)  # shown on its own for a moment, it would be a window and take the keyboard away
        self.setObjectName("queue_line")
        self._queue, self._leaves_room = queue, False
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(12, 4, 12, 4)
        self.words = label("", size=12, tone="soft", wrap=True)
        self.words.setObjectName("queue_words")
        layout.addWidget(self.words, 1)
        self.toggle = button("queue_toggle", "", self._toggle, role="link")
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        queue.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say how far the reading is."""
        queue = self._queue
        works = queue.is_running or queue.is_paused
        done, total = f"{queue.done:,}", f"{queue.total:,}"
        said = []
        if queue.is_paused:
            said.append(tr("Reading papers for hints is paused at {done} of {total}.", done=done, total=total))
        elif works and queue.sees:
            said.append(tr("Recognising the text of pictures for hints…"))
        elif works and queue.done < queue.total:
            said.append(tr("Reading papers for hints: {done} of {total}", done=done, total=total))
        if queue.can_see is False:
            said.append(tr("Without the program tesseract with Korean, pictures and scans give no hints here."))
        self.words.setText("  ".join(said))
        self.toggle.setText(tr("Go on") if queue.is_paused else tr("Pause"))
        self.toggle.setAccessibleName(tr("Go on reading papers") if queue.is_paused else tr("Pause reading papers"))
        self.toggle.setVisible(queue.is_paused or (works and bool(said)))
        self.setVisible(bool(said) and (queue.is_paused or not self._leaves_room))

    def leave_room(self, leaves: bool) -> None:
        """Stay hidden where the window is too low for it, but for Go on; the desk of a claim says the same."""
        if leaves != self._leaves_room:
            self._leaves_room = leaves
            self.show_state()

    def _toggle(self) -> None:
        if self._queue.is_paused:
            self._queue.go_on()
        else:
            self._queue.pause()

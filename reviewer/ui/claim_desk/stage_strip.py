"""The strip at the top of the claim desk: the six steps of a claim and where this one stands."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from reviewer.ui.look import Look
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, word


class StageStrip(QWidget):
    """Steps that are over carry a check mark, the present one is bold, later ones are soft."""

    def __init__(self, look: Look, plan: Plan) -> None:
        """Empty until a stage is shown."""
        super().__init__()
        self.setObjectName("stage_strip")
        self._look, self._plan = look, plan
        self._here, self._stage, self._is_withdrawn = -1, "", False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_stage(self, stage: str) -> None:
        """Mark the step that this stage belongs to."""
        steps = self._plan.strip
        self._here = next((n for n, step in enumerate(steps) if stage in step.stages), -1)
        self._is_withdrawn = stage == Stage.WITHDRAWN
        if self._is_withdrawn:  # it left the way somewhere, and came to no step of it
            self._here = len(steps)
        self._stage = word(self._plan.stages, stage)
        self.setAccessibleName(tr("Stage: {stage}", stage=self._stage))
        set_tip(self, self._stage)
        self.updateGeometry()
        self.update()

    def _texts(self) -> list[str]:
        texts = [step.word.in_(language()) for step in self._plan.strip]
        if self._is_withdrawn:
            return [*texts, f"✕ {self._stage}"]
        return [("✓ " if n < self._here else "") + text for n, text in enumerate(texts)]

    def _in_view(self) -> list[tuple[int, str]]:
        """The steps there is room for: all, or else the present one with how many there are."""
        texts = self._texts()
        if self.width() >= self.sizeHint().width() or self._here < 0:
            return list(enumerate(texts))
        place = "" if self._is_withdrawn else f"  {self._here + 1}/{len(texts)}"
        return [(self._here, texts[self._here] + place)]

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        measure = self.fontMetrics()
        width = sum(measure.horizontalAdvance(text) + self._look.px(26) for text in self._texts())
        return QSize(width, self._look.px(28))

    def minimumSizeHint(self) -> QSize:
        """May be squeezed; the tip still says the stage."""
        return QSize(self._look.px(120), self._look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words with thin arrows between."""
        painter, left = QPainter(self), 0
        in_view = self._in_view()
        for number, text in in_view:
            here = number == self._here
            painter.setFont(self._bold() if here else self.font())
            is_over = number < self._here and not self._is_withdrawn
            tone = "accent" if here else "ink" if is_over else "ink-soft"
            painter.setPen(self._look.colour(tone))
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.drawText(QRect(left, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + self._look.px(8)
            if (number, text) != in_view[-1]:
                painter.setPen(self._look.colour("line-strong"))
                painter.drawText(QRect(left, 0, self._look.px(12), self.height()), Qt.AlignmentFlag.AlignVCenter, "›")
                left += self._look.px(14)

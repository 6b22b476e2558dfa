"""The daily sales as a chart: outage week, normal week, holidays, closed and missing days, also in black and white."""

import datetime as dt
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from reviewer.rules.damage import Comparison
from reviewer.rules.plan import Plan
from reviewer.ui.look import Look
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.tips import show_tip
from reviewer.ui.wording import listed, short_day, tr, won

LEFT, RIGHT, TOP, BOTTOM = 56, 8, 34, 34
HEIGHT = 172


@dataclass(frozen=True)
class Charted:
    """What the chart shows: the days, and the weeks they were compared in."""

    entered: Entered = field(default_factory=Entered)
    found: Comparison | None = None


class SalesChart(QWidget):
    """One bar a day. Left and right go from day to day, Enter shows the place, and a screen reader hears each day."""

    stood_on = Signal(object)
    shows = Signal(object)

    def __init__(self, plan: Plan, look: Look) -> None:
        """The days are those of the plan's window."""
        super().__init__()
        self.setObjectName("sales_chart")
        self.setAccessibleName(tr("Chart of daily sales"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plan, self._look = plan, look
        first, last = plan.window
        self.days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
        self.day = plan.outage_week[0]
        self._charted = Charted()
        self.setFixedHeight(look.px(HEIGHT))

    def show_days(self, entered: Entered, found: Comparison | None) -> None:
        """Show the days as they stand and the comparison they gave."""
        self._charted = Charted(entered, found)
        self._say()
        self.update()

    def stand_on(self, day: dt.date | None) -> None:
        """Mark a day, as the grid does."""
        if day is not None and day != self.day:
            self.day = day
            self._say()
            self.update()

    # --- words ------------------------------------------------------------------------------------------

    def _say(self) -> None:
        self.setAccessibleDescription(f"{self.summary()} {self.said_of(self.day)}")

    def summary(self) -> str:
        """The whole chart in one sentence."""
        found, entered = self._charted.found, self._charted.entered
        if found is None:
            return tr("No daily sales yet.")
        missing = sum(1 for day in self.days if day not in entered.days and day not in entered.closed)
        return tr(
            "Outage week {outage}, normal week {normal}; "
            "{closed|closed day/closed days}, {missing|day/days} without a figure.",
            outage=won(found.outage_week_sales), normal=won(found.normal_week_sales), closed=len(entered.closed),
            missing=missing,
        )  # fmt: skip

    def said_of(self, day: dt.date) -> str:
        """One day in words: weekday, amount, week, holiday, closed, missing, typed or read."""
        entered, found = self._charted.entered, self._charted.found
        parts = [f"{short_day(day)} ({_weekday(day)})"]
        if day in entered.days:
            parts.append(won(entered.days[day]))
        elif day in entered.closed:
            parts.append(tr("closed"))
        else:
            parts.append(tr("no figure"))
        parts += [tr("public holiday")] if day in self._plan.holidays else []
        parts += [tr("outage week")] if self._within(day, self._plan.outage_week[0]) else []
        normal = found.normal_week_from if found else None
        parts += [tr("normal week")] if normal is not None and self._within(day, normal) else []
        if day in entered.places:
            parts.append(tr("its place is known"))
        elif day in entered.days:
            parts.append(tr("typed without a place"))
        return listed(parts)

    @staticmethod
    def _within(day: dt.date, week: dt.date) -> bool:
        return week <= day <= week + dt.timedelta(6)

    # --- geometry ---------------------------------------------------------------------------------------

    def _body(self) -> QRectF:
        px = self._look.px
        return QRectF(px(LEFT), px(TOP), max(self.width() - px(LEFT) - px(RIGHT), 1),
                      max(self.height() - px(TOP) - px(BOTTOM), 1))  # fmt: skip

    def _slot(self) -> float:
        return self._body().width() / len(self.days)

    def _x(self, day: dt.date) -> float:
        return self._body().left() + (day - self.days[0]).days * self._slot()

    def _most(self) -> int:
        return max([*self._charted.entered.days.values(), 1])

    def day_at(self, x: float) -> dt.date | None:
        """The day at a distance from the left."""
        place = int((x - self._body().left()) // self._slot())
        return self.days[place] if 0 <= place < len(self.days) else None

    # --- drawing ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weeks behind, the bars, and the days below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(self._look.px(11))
        painter.setFont(font)
        self._draw_weeks(painter)
        self._draw_scale(painter)
        for day in self.days:
            self._draw_day(painter, day)
        self._draw_axis(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _colour(self, name: str) -> QColor:
        return self._look.colour(name)

    def _week_rect(self, week: dt.date) -> QRectF:
        body = self._body()
        return QRectF(self._x(week), self._look.px(18), self._slot() * 7, body.bottom() - self._look.px(18))

    def _bands(self) -> list[tuple[dt.date, str, str, Qt.PenStyle]]:
        """The weeks that are set against each other: first day, tone, name and frame."""
        found = self._charted.found
        bands = [(self._plan.outage_week[0], "wait", tr("outage week"), Qt.PenStyle.SolidLine)]
        if found is not None and found.normal_week_from is not None:
            bands.append((found.normal_week_from, "good", tr("normal week"), Qt.PenStyle.DashLine))
        return bands

    def _draw_weeks(self, painter: QPainter) -> None:
        """Outage and normal week stand on a ground with a frame and a name, so that no colour is needed."""
        bands = self._bands()
        for (week, tone, name, style), label in zip(bands, self.label_rects(painter.fontMetrics()), strict=True):
            rect = self._week_rect(week)
            painter.fillRect(rect, self._colour(f"{tone}-soft"))
            painter.setPen(QPen(self._colour(tone), 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)

    def label_rects(self, metrics: QFontMetrics) -> list[QRectF]:
        """Where the names of the weeks stand: above their week, moved apart where the weeks are neighbours."""
        rects = []
        for week, _, name, _ in self._bands():
            wide = metrics.horizontalAdvance(name) + 6
            middle = min(max(self._week_rect(week).center().x(), wide / 2), self.width() - wide / 2)
            rects.append(QRectF(middle - wide / 2, 1, wide, self._look.px(16)))
        first, last = min(rects, key=QRectF.left), max(rects, key=QRectF.left)
        over = first.right() - last.left() + self._look.px(4)
        if first is not last and over > 0:
            left = min(over / 2, first.left())
            right = min(over - left, self.width() - last.right())
            first.translate(right - over, 0)  # what one end of the chart holds back, the other side gives
            last.translate(right, 0)
        return rects

    def _draw_scale(self, painter: QPainter) -> None:
        body, most = self._body(), self._most()
        for share in (0.0, 0.5, 1.0):
            y = body.bottom() - body.height() * share
            painter.setPen(QPen(self._colour("line"), 1))
            painter.drawLine(QPointF(body.left(), y), QPointF(body.right(), y))
            if share and self._charted.entered.days:
                painter.setPen(self._colour("ink-soft"))
                room = QRectF(0, y - self._look.px(8), body.left() - 5, self._look.px(16))
                painter.drawText(
                    room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _short(most * share)
                )

    def _draw_day(self, painter: QPainter, day: dt.date) -> None:
        entered, body, slot = self._charted.entered, self._body(), self._slot()
        left, wide = self._x(day) + slot * 0.15, slot * 0.7
        if day in entered.days:
            high = max(body.height() * entered.days[day] / self._most(), 1)
            bar = QRectF(left, body.bottom() - high, wide, high)
            is_outage = self._within(day, self._plan.outage_week[0])
            painter.setPen(QPen(self._colour("wait" if is_outage else "accent"), 1))
            solid, hatched = QBrush(self._colour("accent")), QBrush(self._colour("wait"), Qt.BrushStyle.BDiagPattern)
            painter.setBrush(hatched if is_outage else solid)
            painter.drawRect(bar)
        elif day in entered.closed:
            self._mark(painter, day, "×", "ink-soft")
        elif entered.days:
            gap = QRectF(left, body.bottom() - body.height() * 0.25, wide, body.height() * 0.25)
            painter.setPen(QPen(self._colour("bad"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(gap)
            self._mark(painter, day, "?", "bad")
        if day == self.day:
            painter.setPen(QPen(self._colour("ink"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._x(day), body.top(), slot, body.height()))

    def _mark(self, painter: QPainter, day: dt.date, sign: str, tone: str) -> None:
        painter.setPen(self._colour(tone))
        wide = max(self._slot(), self._look.px(10))
        middle = self._x(day) + self._slot() / 2
        room = QRectF(middle - wide / 2, self._body().bottom() - self._look.px(16), wide, self._look.px(15))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, sign)

    def _draw_axis(self, painter: QPainter) -> None:
        """The first day of each week below, and a star under every public holiday."""
        body, px = self._body(), self._look.px
        outage, written = self._plan.outage_week[0], 0.0
        for day in self.days:
            if (day - outage).days % 7 == 0:
                painter.setPen(self._colour("ink-soft"))
                text = short_day(day)
                wide = painter.fontMetrics().horizontalAdvance(text) + 2
                room = QRectF(min(self._x(day) - px(3), self.width() - wide), body.bottom() + px(14), wide, px(15))
                if room.left() >= written:  # in a narrow column every second day has its words
                    painter.drawText(room, Qt.AlignmentFlag.AlignLeft, text)
                    written = room.right()
                painter.drawLine(QPointF(self._x(day), body.bottom()), QPointF(self._x(day), body.bottom() + px(4)))
            if day in self._plan.holidays:
                painter.setPen(self._colour("bad"))
                middle = self._x(day) + self._slot() / 2
                room = QRectF(middle - px(6), body.bottom() + px(2), px(12), px(13))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "★")

    # --- keys and pointer -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from day to day, with Ctrl from week to week; Home and End to the ends; Enter to the place."""
        step = 7 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        moves: dict[int, int] = {
            Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step,
            Qt.Key.Key_Home: -len(self.days), Qt.Key.Key_End: len(self.days),
        }  # fmt: skip
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        elif event.key() in moves:
            place = (self.day - self.days[0]).days + moves[event.key()]
            self._go(self.days[min(max(place, 0), len(self.days) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.day in self._charted.entered.places:
            self.shows.emit(self._charted.entered.places[self.day])
        else:
            event.ignore()

    def _go(self, day: dt.date) -> None:
        self.stand_on(day)
        self.stood_on.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand on the day that is pressed."""
        if (day := self.day_at(event.position().x())) is not None:
            self._go(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the place of the day."""
        place = self._charted.entered.places.get(self.day)
        if place is not None:
            self.shows.emit(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """The tip says the day under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos().x())
            show_tip(self.said_of(day) if day is not None else "", event.globalPos(), self)
            return True
        return super().event(event)


def _short(amount: float) -> str:
    """An amount on the scale: in 만 where it is large, as Korean figures are read."""
    from reviewer.ui.wording import language

    if language() == "ko" and amount >= 10_000:
        return f"{amount / 10_000:,.0f}만"
    return f"{amount / 1_000:,.0f}k" if amount >= 10_000 else f"{amount:,.0f}"


def _weekday(day: dt.date) -> str:
    return [tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")][day.weekday()]

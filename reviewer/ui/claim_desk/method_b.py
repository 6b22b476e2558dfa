"""Method B of the calculation: labour and rent count too; folded away, for it takes a resolution of the council."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import banner, label, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

RATIOS = ("labour_ratio", "rent_ratio")


class MethodB(QWidget):
    """A box that unfolds two ratios, each a part of the sales between 0 and 1."""

    def __init__(self, look: Look, edited: Callable[[], object]) -> None:
        """`edited` is called after every change by the person."""
        super().__init__()
        self.setObjectName("method_b")
        self.box = QCheckBox(tr("Method B: labour and rent count too"))
        self.box.setObjectName("method_b_box")
        set_tip(self.box, self.box.text())
        self.box.setAccessibleName(tr("Method B: labour and rent count too"))
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(
            banner(tr("Only by a resolution of the council. Name it in the note of the proposal."), "wait")
        )
        grid = QGridLayout()
        self.values: dict[str, QLineEdit] = {}
        self._marks: dict[str, QHBoxLayout] = {}
        for place, (name, says) in enumerate(ratio_words().items()):
            field = QLineEdit()
            field.setObjectName(f"{name}_value")
            field.setAccessibleName(says)
            field.setFixedWidth(look.px(72))
            field.textEdited.connect(lambda _: edited())
            self.values[name] = field
            self._marks[name] = row()
            grid.addWidget(field, place, 0)
            grid.addWidget(label(says, size=12, tone="soft"), place, 1)
            grid.addLayout(self._marks[name], place, 2)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        self._inside.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self._inside)
        self.box.toggled.connect(self._inside.setVisible)
        self.box.clicked.connect(lambda _: edited())

    def lines(self) -> dict[str, tuple[QLineEdit, QHBoxLayout]]:
        """Each ratio's field with the room for where it was read."""
        return {name: (field, self._marks[name]) for name, field in self.values.items()}

    def put(self, plain: dict[str, str]) -> None:
        """Show these ratios; method A where there are none."""
        for name, field in self.values.items():
            field.setText(plain.get(name, ""))
        self.box.setChecked(bool(plain))

    def plain(self) -> dict[str, str]:
        """Method and ratios as they stand in the fields; nothing for method A."""
        if not self.box.isChecked():
            return {}
        given = {name: field.text().strip() for name, field in self.values.items()}
        return {"method": "B"} | {name: text for name, text in given.items() if text}


def ratio_words() -> dict[str, str]:
    """The two ratios in words."""
    return {"labour_ratio": tr("Labour ratio"), "rent_ratio": tr("Rent ratio")}

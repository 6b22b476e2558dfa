"""Views of the list with a name, shared by all who open the case: chosen, saved, renamed and deleted from one menu."""

import unicodedata
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu

from reviewer.rules.problem import Problem
from reviewer.ui.claims.list_changes import ViewsBefore
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.parts import Button, as_it_is, banner, button, column, label, row, without_default
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

LONGEST = 40
SHOWN = 24
"""Letters of a name on the button; the whole of it stands in its tip."""


def _unexpected(fault: BaseException) -> None:
    raise fault


class SavedViews(Button):
    """The button with the menu; it carries the name of the view that is shown."""

    chosen = Signal(object, str)
    """A look to show (`ListLook`)."""
    named = Signal()
    """What is shown has another name now."""
    done = Signal(object)
    """What can be taken back now (`ViewsBefore`)."""
    failed = Signal(object)
    """What kept a view from being written; the window that asks for a name tells it itself."""

    def __init__(self, sitting: Sitting) -> None:
        """Without names until `read`."""
        super().__init__()
        self.setObjectName("saved_views")
        self.setProperty("role", "chip")
        self._sitting = sitting
        self.views: list[Any] = []  # saved_lists.SavedList
        self.name = ""
        self._look = ListLook()
        self.look_now: Callable[[], ListLook] = ListLook
        """How the list is looked at when it is asked for."""
        self._menu = QMenu(self)
        self.clicked.connect(self.open_menu)
        self._say()

    def read(self) -> None:
        """Read the names again."""

        def work(conn: Any) -> list[Any]:
            from reviewer.casefile import saved_lists

            return saved_lists.shared(conn)

        self._sitting.read(work, then=self._show, otherwise=_unexpected, owner=self)

    def _show(self, views: list[Any]) -> None:
        self.views = views
        if self.name and self._view(self.name) is None:
            self.name = ""
        self._say()

    def look_changed(self, look: ListLook, name: str | None = None) -> None:
        """Know what is shown now; `name` where it came from a view."""
        self._look = look
        self.name = self.name if name is None else name
        self._say()

    def _view(self, name: str) -> Any:
        return next((view for view in self.views if view.name == name), None)

    @property
    def is_changed(self) -> bool:
        """Whether the list shows something else than the view it came from."""
        view = self._view(self.name)
        return view is not None and read_look(view.content)[0] != self._look

    def _say(self) -> None:
        name = self.name if len(self.name) <= SHOWN else f"{self.name[: SHOWN - 1]}…"
        text = name + ("*" if self.is_changed else "") if name else tr("Saved views")
        says = tr("Saved view: {name}", name=self.name) if self.name else tr("Saved views")
        self.setText(f"{as_it_is(text)}  ▾")
        set_tip(self, self.name)
        self.setAccessibleName(f"{says}, {tr('changed')}" if self.is_changed else says)

    # --- the menu ---------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """Offer the views, and what can be done with the one shown."""
        self.fill_menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def fill_menu(self) -> QMenu:
        """The menu as it stands now."""
        menu, view = self._menu, self._view(self.name)
        menu.clear()
        for one in self.views:
            action = menu.addAction(as_it_is(f"{one.name}  –  {self._sitting.name_of(one.made_by)}"))
            action.setCheckable(True)
            action.setChecked(one.name == self.name)
            action.triggered.connect(lambda _=False, one=one: self._choose(one))
        if not self.views:
            menu.addAction(tr("Nobody saved a view yet.")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(tr("All claims, usual columns")).triggered.connect(lambda: self._usual())
        menu.addSeparator()
        why = self._why_not()
        save = menu.addAction(tr("Save as a view…") if not why else f"{tr('Save as a view…')}  ({why})")
        save.setEnabled(not why)
        save.triggered.connect(lambda: self.ask_name(""))
        if view is not None and view.made_by == self._sitting.person and not why:
            shown = as_it_is(view.name)
            if self.is_changed:
                again = menu.addAction(tr("Save the changes to “{name}”", name=shown))
                again.triggered.connect(lambda: self.save(view.name))
            menu.addAction(tr("Rename “{name}”…", name=shown)).triggered.connect(lambda: self.ask_name(view.name))
            menu.addAction(tr("Delete “{name}”", name=shown)).triggered.connect(lambda: self.delete(view.name))
        return menu

    def _why_not(self) -> str:
        if not self._sitting.person:
            return tr("needs your key")
        return "" if self._sitting.case_file.is_writing else tr("the case is open for reading only")

    def _choose(self, view: Any) -> None:
        self.chosen.emit(read_look(view.content)[0], view.name)

    def _usual(self) -> None:
        self.chosen.emit(ListLook(), "")

    # --- saving -----------------------------------------------------------------------------------------

    def ask_name(self, old: str) -> None:
        """Ask for the name of a new view, or for another name of an old one."""
        NameOfView(self, old).open()

    def save(self, name: str, *, then: Any = None, otherwise: Any = None) -> None:
        """Share what is shown under this name."""
        from reviewer.casefile import saved_lists
        from reviewer.casefile.entry import moment

        self.look_changed(self.look_now())
        view = saved_lists.SavedList(name, self._look.content(), self._sitting.person, moment(self._sitting.now()))
        undone = ViewsBefore("saved", name, frozenset({name}))
        self._write(lambda conn: saved_lists.save(conn, view), name, undone, then, otherwise)

    def rename(self, old: str, new: str, *, then: Any = None, otherwise: Any = None) -> None:
        """Give one's own view another name."""
        from reviewer.casefile import saved_lists

        person = self._sitting.person
        undone = ViewsBefore("renamed", old, frozenset({old, new})) if old != new else None
        self._write(lambda conn: saved_lists.rename(conn, old, new, person), new, undone, then, otherwise)

    def delete(self, name: str) -> None:
        """Delete one's own view; as all that is done to views, it can be undone until the list is left."""
        from reviewer.casefile import saved_lists

        person = self._sitting.person
        undone = ViewsBefore("deleted", name, frozenset({name}))
        self._write(lambda conn: saved_lists.delete(conn, name, person), "", undone)

    def bring_back(self, before: ViewsBefore) -> None:
        """Let the views of these names be as they were before; the one something was done to is shown."""
        from reviewer.casefile import saved_lists

        person = self._sitting.person

        def work(conn: Any) -> None:
            for name in before.names:
                saved_lists.delete(conn, name, person)
            for view in before.views:
                saved_lists.save(conn, view)

        def again(fault: BaseException) -> None:
            self.failed.emit(fault)
            self.done.emit(before)

        self._write(work, before.name, None, otherwise=again)

    def _write(self, work: Any, name: str, undone: ViewsBefore | None, then: Any = None, otherwise: Any = None) -> None:
        """Write; what was there before under the names of `undone` can be brought back."""
        from reviewer.casefile import saved_lists

        case_file = self._sitting.case_file

        def on_clerk() -> list[Any]:
            with case_file.writing() as conn:
                before = saved_lists.shared(conn)
                work(conn)
            return [view for view in before if undone is not None and view.name in undone.names]

        def done(before: list[Any]) -> None:
            self.name = name
            self.named.emit()
            self.read()
            if undone is not None:
                self.done.emit(undone._replace(views=tuple(before)))
            if then is not None:
                then()

        self._sitting.lanes.clerk.run(on_clerk, then=done, otherwise=otherwise or self.failed.emit, owner=self)


class NameOfView(QDialog):
    """Asks for a name; an own view of that name is replaced, somebody else's is not."""

    def __init__(self, views: SavedViews, old: str) -> None:
        """`old` is the name it has now, empty for a new view."""
        super().__init__(views.window())
        self.setObjectName("name_of_view")
        self._views, self._old = views, old
        title = tr("Rename the view") if old else tr("Save as a view")
        self.setWindowTitle(title)
        layout = column(self, margins=24, spacing=12)
        layout.addWidget(label(title, size=20, bold=True))
        text = tr("Filters, order and columns. Everybody who opens this case sees it under this name, with yours.")
        layout.addWidget(label(text, tone="soft", wrap=True))
        self.name = QLineEdit(old)
        self.name.setObjectName("view_name")
        self.name.setAccessibleName(tr("Name of the view"))
        self.name.setPlaceholderText(tr("Name of the view"))
        self.name.setMaxLength(LONGEST)
        self.name.textChanged.connect(lambda _: self._look())
        self.name.returnPressed.connect(self.save)
        layout.addWidget(self.name)
        self.says = label("", size=12, tone="soft", wrap=True)
        self.says.setObjectName("view_name_missing")
        layout.addWidget(self.says)
        self.problem = banner("", "bad")
        self.problem.hide()
        layout.addWidget(self.problem)
        foot = row()
        foot.addStretch()
        foot.addWidget(button("view_cancel", tr("Cancel"), self.reject))
        self.go = button("view_save", title, self.save, role="primary")
        foot.addWidget(self.go)
        layout.addLayout(foot)
        without_default(self)
        self.setMinimumWidth(views._sitting.look.px(420))
        self._look()

    def _typed(self) -> str:
        """Without signs that nobody sees: one of them would turn the words of the button round.

        Hangul in whole syllables, as typed: pasted in its letters, the same name would stand there twice.
        """
        words = " ".join(unicodedata.normalize("NFC", self.name.text()).split())
        return "".join(sign for sign in words if sign.isprintable())

    def _look(self) -> None:
        name = self._typed()
        there = next((view for view in self._views.views if view.name == name and name != self._old), None)
        person = self._views._sitting.person
        missing = "" if name else tr("Give it a name.")
        if there is not None and there.made_by != person:
            by = self._views._sitting.name_of(there.made_by)
            missing = tr("“{name}” is a view of {by}; choose another name.", name=name, by=by)
        says = tr("Your view of this name will be replaced.") if there is not None else ""
        self.says.setText(missing or says)
        self.go.setEnabled(not missing)
        set_tip(self.go, missing)

    def save(self) -> None:
        """Save, and close once it is done."""
        name = self._typed()
        if not self.go.isEnabled():
            return
        self.go.setEnabled(False)  # a second click would save it once more, and undo would do nothing at first
        if self._old:
            self._views.rename(self._old, name, then=self.accept, otherwise=self._failed)
        else:
            self._views.save(name, then=self.accept, otherwise=self._failed)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(self._views._sitting.with_names(fault)))
        self.problem.show()
        self._look()

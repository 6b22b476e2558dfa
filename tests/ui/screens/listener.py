"""What a screen reader hears of the program, told as JSON; run by the system's Python, which has the AT-SPI library.

Each line on its input is a question: `look NAME` tells what is in view of the window with this object name (of every
window without one), `heard` what was announced since.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

MANY = 60
"""Children told of one list or table: the rest of a long one are rows like these."""
TOLD = ("checked", "enabled", "focusable", "focused", "selected", "read_only", "expandable")
NUMBERS = {int(getattr(Atspi.StateType, name.upper())): name for name in TOLD}
VISIBLE = int(Atspi.StateType.VISIBLE)
SILENT = frozenset({"filler", "panel", "layered pane", "label", "separator", "split pane", "viewport", "table cell"})
"""These have nothing to say but what is in them, unless they take the keyboard."""
LEAVES = frozenset({"label", "separator", "table cell", "table column header", "push button", "check box", "menu item",
                    "radio button", "text", "password text", "list item", "scroll bar"})  # fmt: skip
"""Nothing is in these; to ask each would double the time a walk takes."""
LONG = frozenset({"table", "list", "tree", "tree table"})
TYPED = frozenset({"text", "password text", "combo box", "label"})
COUNTED = frozenset({"slider", "spin button"})


class Listener:
    """Listens to the one program whose process it was given."""

    def __init__(self, pid):
        self.pid, self.heard = pid, []
        self.events = Atspi.EventListener.new(lambda event: self.heard.append(str(event.any_data)))
        self.is_listening = False

    def program(self):
        """The program on the accessibility bus."""
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(place)
            if one is not None and one.get_process_id() == self.pid:
                one.set_cache_mask(Atspi.Cache.NONE)  # what was shown a moment ago may be gone
                return one
        return None

    def look(self, wanted):
        """Everything in view; nothing while the program is not on the bus yet."""
        program, found = self.program(), []
        for place in range(program.get_child_count() if program is not None else 0):
            window = program.get_child_at_index(place)
            if window is not None and (not wanted or window.get_accessible_id().endswith(wanted)):
                self.walk(window, found)
        if found and not self.is_listening:  # earlier, the program would not learn of it
            self.is_listening = self.events.register("object:announcement")
        return found

    def walk(self, one, found):
        """Tell of one thing and of what is in it, as far as it is in view."""
        states = {int(state) for state in one.get_state_set().get_states()}
        if VISIBLE not in states:
            return
        role = Atspi.role_get_name(one.get_role())
        found.append(self.told(one, role, {name for number, name in NUMBERS.items() if number in states}))
        count = 0 if role in LEAVES else one.get_child_count()
        for place in range(min(count, MANY) if role in LONG else count):
            child = one.get_child_at_index(place)
            if child is not None:
                self.walk(child, found)

    def told(self, one, role, states):
        """Role, name, state, value, text and place of one thing."""
        told = {"role": role, "name": "", "states": sorted(states)}
        if role in SILENT and ("focusable" not in states or role == "table cell"):
            return told
        told["name"] = one.get_name() or ""
        told["id"] = (one.get_accessible_id() or "").rsplit(".", 1)[-1]
        where = one.get_extents(Atspi.CoordType.SCREEN)
        told["place"] = [where.x, where.y, where.width, where.height]
        if role in COUNTED:
            told["value"] = one.get_current_value()
        if role in TYPED and "Text" in one.get_interfaces():
            told["text"] = Atspi.Text.get_text(one, 0, min(Atspi.Text.get_character_count(one), 300))
        return told

    def answer(self, source, condition):
        """Answer one question; the program is gone where there is none."""
        asked, _, about = sys.stdin.readline().strip().partition(" ")
        if not asked:
            Atspi.event_quit()
            return False
        if asked == "look":
            said = self.look(about)
        else:
            said, self.heard = self.heard, []
        print(json.dumps(said), flush=True)
        return True


def main():
    """Listen until the input ends."""
    Atspi.init()
    Atspi.set_timeout(20_000, 20_000)  # a busy machine is not a program that hangs
    listener = Listener(int(sys.argv[1]))
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, listener.answer)
    print(json.dumps("listening"), flush=True)
    Atspi.event_main()


if __name__ == "__main__":
    main()

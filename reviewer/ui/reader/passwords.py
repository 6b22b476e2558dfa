"""Passwords of papers, for the day and in memory only; other papers of the same claim try them silently."""

import datetime as dt


class Passwords:
    """A password is forgotten at midnight and when the program ends."""

    def __init__(self) -> None:
        """None is known."""
        self._day: dt.date | None = None
        self._kept: dict[str, tuple[str, str]] = {}

    def keep(self, claim: str, document: str, password: str, today: dt.date) -> bool:
        """Remember what opened a paper of a claim; whether that was not known before."""
        self._forget_yesterday(today)
        is_new = self._kept.get(document) != (claim, password)
        self._kept[document] = (claim, password)
        return is_new

    def of_today(self, today: dt.date) -> tuple[str, ...]:
        """The latest passwords of the day, whatever paper they opened."""
        self._forget_yesterday(today)
        return tuple(dict.fromkeys(password for _, password in reversed(self._kept.values())))[:5]

    def known(self, claim: str, document: str, today: dt.date) -> tuple[str, ...]:
        """What may open a paper: its own password first, then those of the claim's other papers."""
        self._forget_yesterday(today)
        own = [self._kept[document][1]] if document in self._kept else []
        others = [password for of_claim, password in self._kept.values() if of_claim == claim and claim]
        return tuple(dict.fromkeys([*own, *reversed(others)]))[:5]

    def forget(self) -> None:
        """Know none any more."""
        self._kept.clear()

    def _forget_yesterday(self, today: dt.date) -> None:
        if today != self._day:
            self.forget()
            self._day = today


def until_midnight(now: dt.datetime) -> int:
    """Milliseconds until the day of `now`, by the reviewer's own clock, is over."""
    next_day = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time.min, now.tzinfo)
    return int((next_day - now) / dt.timedelta(milliseconds=1)) + 1


def today() -> dt.date:
    """The day by the reviewer's own clock."""
    return dt.datetime.now().astimezone().date()

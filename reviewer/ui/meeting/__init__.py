"""The meeting of the council: agenda, votes, minutes, fixed amounts."""

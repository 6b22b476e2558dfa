"""The case database; only this room says SQL."""

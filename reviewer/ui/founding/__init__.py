"""Founding a case before any delivery: the council, its people, and who answers for the data."""

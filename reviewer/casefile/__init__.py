"""The case database: opens, appends, reads and checks it; the only room that says SQL."""

# First of all, before anything here can import sqlite_utils: the engine says which SQLite that library is to use.
import reviewer.casefile.engine  # noqa: F401

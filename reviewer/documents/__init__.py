"""Strangers' files; only this room opens their bytes, and only in a child process."""

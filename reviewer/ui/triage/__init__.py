"""Triage: the many reports that need no individual review, one key each or many at once."""

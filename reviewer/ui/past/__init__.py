"""The case as it stood at a past moment: for reading only, beside the case as it stands."""

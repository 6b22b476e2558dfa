"""The person, the case and the council: settings, roster, keys."""

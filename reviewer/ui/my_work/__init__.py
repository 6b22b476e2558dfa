"""What waits for the person who sits here."""

"""What the council agreed: pure rules without files, SQL, windows, clock or randomness."""

"""Two papers side by side, of one claim or of two."""

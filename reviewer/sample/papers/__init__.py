"""The papers of a sample delivery, one module for each kind; all invented, each marked SAMPLE."""

"""Taking a delivery in: mapping, trial, what was refused."""

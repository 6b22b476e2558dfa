"""The figures of the scheme: what is counted, how, and what of it may leave the house."""

"""Help: the manual, the words of the field with the rules behind them, and the tour of the sample."""

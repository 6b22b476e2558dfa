"""The place Figures (현황): the charts of the scheme, each with its table, of now or of a past moment."""

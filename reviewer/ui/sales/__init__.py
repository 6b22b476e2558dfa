"""The daily sales of a claim: grid, chart, what is taken from papers, what the weeks say."""

"""The list of claims: search, chips, table, peek."""

"""The queries of the year's figures, one module per programme; the count and the list a person can open come of the same."""

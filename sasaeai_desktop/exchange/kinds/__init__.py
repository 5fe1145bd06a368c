"""The kinds of table files, one module per subject: what a row says, and its columns in the order of the contract."""

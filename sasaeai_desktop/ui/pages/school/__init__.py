"""登校見守り: who stood where on which day."""

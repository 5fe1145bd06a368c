"""登校見守り: schools and points, days and who stood there."""

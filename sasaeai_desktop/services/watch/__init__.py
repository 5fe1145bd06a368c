"""見守り: registrations, contacts, the month sheets of paper, month totals."""

"""見守り: find a person, see them, record a contact, type in the paper sheet."""

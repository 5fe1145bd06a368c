"""People: neighbours and volunteers, their consents, finding them, making two entries one, erasing."""

"""The desk itself: what every service works on, its drafts, codes, undo and backups."""

"""What the program records and by which rules; standard library only."""

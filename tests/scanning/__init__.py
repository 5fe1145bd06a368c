"""Synthetic scans: `python -m tests.scanning --sheets 200` measures how well they are read."""

"""What a power cut, a kill or a pulled stick leaves behind: ``python -m tests.crash`` (the nightly run)."""

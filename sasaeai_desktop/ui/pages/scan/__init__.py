"""紙を読み取る: scanned sheets beside what is recorded; loaded when the page is first opened."""

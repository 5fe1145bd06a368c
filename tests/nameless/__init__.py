"""Generated summaries: those that name somebody of a district, and those that name nobody."""

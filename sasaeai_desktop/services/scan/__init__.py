"""紙を読み取る: scans of sheets and rosters into records, once a person has looked."""

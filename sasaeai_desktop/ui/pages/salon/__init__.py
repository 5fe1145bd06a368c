"""サロン: the month and the salons, one session with its name tiles, one salon with its year."""

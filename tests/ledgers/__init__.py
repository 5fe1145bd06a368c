"""Random ledgers: what the database says of money is what plain counting says, to the yen."""

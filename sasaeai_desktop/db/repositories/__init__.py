"""All queries, by what they are about; they never commit and return domain objects."""

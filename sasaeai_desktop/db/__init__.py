"""The encrypted file: engine, schema, journal, projection, queries."""

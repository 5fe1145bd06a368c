"""Keys: who may open the desk, and with what."""

"""Beginning, opening and locking; the people at the desk, their keys; putting a backup back; proving that all is whole."""

"""Numbered schema changes in plain SQL; statements end in two semicolons."""

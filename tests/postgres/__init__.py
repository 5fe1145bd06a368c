"""Measurements for a council of several desks (issue 17): what PostgreSQL would give and ask. No part of the program."""

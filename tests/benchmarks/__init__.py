"""Timings, each a ratio against a baseline measured in the same run; never part of the normal suite."""

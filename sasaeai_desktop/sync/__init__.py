"""Bundles that travel by USB stick."""

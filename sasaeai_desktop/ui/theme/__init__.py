"""Palette, type, spacing and the one stylesheet."""

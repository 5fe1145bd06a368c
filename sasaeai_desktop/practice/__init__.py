"""Invented people and cities: demo, practice, benchmarks."""

"""ささえあいデスク: an offline desk for neighbourhood-welfare volunteers."""

__version__ = "0.1.0"

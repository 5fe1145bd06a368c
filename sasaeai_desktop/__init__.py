"""ささえあいデスク: an offline desk for neighbourhood-welfare volunteers."""

__version__ = "0.2.0"

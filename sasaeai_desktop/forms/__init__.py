"""Printed forms: what to print in, PDF bytes out."""

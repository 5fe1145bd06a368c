"""Large registers with planted twins."""

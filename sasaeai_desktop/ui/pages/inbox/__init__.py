"""たしかめること: what two laptops wrote differently, twice or not at all, settled with one click."""

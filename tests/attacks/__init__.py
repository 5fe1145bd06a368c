"""The table of attacks and faults: what is done to the product, and what the person sees of it."""

"""Tables of other programs, in and out."""

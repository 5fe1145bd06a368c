"""Qt models over what services return."""

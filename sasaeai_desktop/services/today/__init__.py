"""きょう: what needs doing."""

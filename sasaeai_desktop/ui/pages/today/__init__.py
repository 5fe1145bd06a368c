"""きょう: whom to think of today, and what else waits."""

"""サロン: places, sessions, who came and who stays away."""

"""民生委員 活動記録: one person's month."""

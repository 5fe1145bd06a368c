"""民生委員 活動記録: derived from what is recorded anyway, corrected by hand, handed to the 民児協."""

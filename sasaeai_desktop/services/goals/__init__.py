"""計画目標: a plan's goals and efforts, what is tied to them, how they stand in a year."""

"""計画目標: a plan's goals in a year, one goal, and the forms of goals and efforts."""

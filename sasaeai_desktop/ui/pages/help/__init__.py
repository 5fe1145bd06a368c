"""おたすけ: requests, who comes, what was done, the month's money."""

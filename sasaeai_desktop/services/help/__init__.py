"""おたすけ and 地区ボランティアセンター: who asks, who helps, what it costs and who gets it."""

"""The figures that the report must give, counted over the plan's lists: one module per programme."""

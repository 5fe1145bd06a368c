"""その他の活動: a large tile per programme."""

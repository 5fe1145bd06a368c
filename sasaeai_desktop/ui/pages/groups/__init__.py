"""団体・ネットワーク: groups, whom to reach there, the drawn network."""

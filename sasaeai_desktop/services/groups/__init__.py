"""団体・ネットワーク: groups with whom to reach there, who meets whom, what was done together."""

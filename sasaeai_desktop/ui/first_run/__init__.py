"""はじめて: from an empty data folder to an open desk, one thing per step."""

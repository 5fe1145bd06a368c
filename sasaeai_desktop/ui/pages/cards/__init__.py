"""つながりカード: the board, the open card on the desk, writing, handing over, answering."""

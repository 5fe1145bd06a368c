"""つながりカード: writing, handing over with consent, answering."""

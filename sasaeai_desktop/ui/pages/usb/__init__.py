"""USB受け渡し: writing and receiving bundles, receipts, the other laptop, invitations."""

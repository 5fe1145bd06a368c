"""USB受け渡し: invitations, bundles out and in, receipts, laptops trusted and no longer trusted, month closings."""

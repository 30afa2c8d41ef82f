"""Meta's Graph API, which the Page and official Instagram publishing share."""

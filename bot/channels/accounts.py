"""Stable names of accounts, part of the database's guarantees; apart from the heavy clients."""


def name_facebook(page_id: str) -> str:
    """The account of a Facebook Page."""
    return f"facebook:{page_id}"


def name_instagram(username: str) -> str:
    """The account of an Instagram profile, by its user name."""
    return f"instagram:{username.lower()}"


def name_linked_instagram(page_id: str) -> str:
    """The account of the Instagram profile that is linked to a Facebook Page."""
    return f"instagram:page-{page_id}"

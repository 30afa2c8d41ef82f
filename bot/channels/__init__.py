"""Speaks to the platforms: one class per backend, each a `bot.domain.ports.Publisher`.

`facebook/`: FacebookPage. `instagram/`: InstagramProfile (instagrapi) and InstagramGraph (official).
`meta/`: the Graph API, which two of them share. Nothing is imported here, so that a channel that is off
costs nothing.
"""

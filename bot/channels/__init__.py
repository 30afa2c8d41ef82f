"""Speaks to the platforms: one class per backend, each a `bot.domain.ports.Publisher`.

facebook.FacebookPage, instagram.InstagramProfile (instagrapi), instagram_graph.InstagramGraph (official).
Nothing is imported here, so that a channel that is off costs nothing.
"""

"""Instagram through instagrapi, the private API."""

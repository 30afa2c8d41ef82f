"""An Instagram profile: through instagrapi, or the official way."""

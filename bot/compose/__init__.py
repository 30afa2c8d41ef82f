"""Make the post: teaser, caption, hashtags, share image, alt text."""

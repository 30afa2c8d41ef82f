"""Posts new articles of a news archive to social media channels, exactly once each."""

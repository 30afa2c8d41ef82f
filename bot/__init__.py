"""Posts new articles of a news archive to Facebook and Instagram, exactly once each."""

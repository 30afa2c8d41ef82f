"""Instagram through Meta's official publishing."""

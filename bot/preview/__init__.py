"""A post as people look at it: the terminal and one self-contained HTML page."""

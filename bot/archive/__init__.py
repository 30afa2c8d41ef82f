"""Look at a source and read it: polite fetching, listings of each kind, article extraction and cleaning."""

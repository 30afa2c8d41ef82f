"""The lists of an archive: what a page lists, and its further pages."""

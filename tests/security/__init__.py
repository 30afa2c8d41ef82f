"""One test by name for each threat of docs/security.md that no room tests already."""

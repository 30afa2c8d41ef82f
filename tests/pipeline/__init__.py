"""The pipeline over the real storage, with a world made by hand around it."""

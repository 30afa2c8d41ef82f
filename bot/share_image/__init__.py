"""Share images: the picture drawn for one channel."""

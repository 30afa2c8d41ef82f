"""Settings become parts."""

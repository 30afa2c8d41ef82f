"""The daemon: what is due, shifts, signals."""

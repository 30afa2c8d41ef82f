"""Bytes and words that nobody would write: whatever comes, nothing but our own errors may leave a room."""

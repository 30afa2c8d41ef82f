"""The release as people get it: built, installed from the lock, used in an empty folder."""

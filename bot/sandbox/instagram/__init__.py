"""The stand-in for Instagram: an account, its private API, and what official publishing shares."""

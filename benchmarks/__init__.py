"""Side by side with what a user would pick instead; each file runs with `python -m benchmarks.NAME`."""

"""`bot init`: the guided set-up of an instance."""

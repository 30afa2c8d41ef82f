"""What the bot does, in order: watch, compose, publish, reconcile; and the verbs people have."""

"""What is true without any machine: articles, posts, rules of time and retry, errors, ports."""

"""One article out of a page: its text, title, dates, author and photo."""

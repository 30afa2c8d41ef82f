"""Alembic's scripts, run on start by bot.storage.migrate."""

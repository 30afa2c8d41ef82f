"""What an instance can choose: its names and meanings stand in `.env.example`."""

from bot.settings.loading import HOME_NAME, load_settings
from bot.settings.model import Settings, list_names, list_secrets

__all__ = ["HOME_NAME", "Settings", "list_names", "list_secrets", "load_settings"]

"""The channels of this release by name; a plugin of pytest, so that every test knows them."""

from bot.channels import registry

FACEBOOK, INSTAGRAM = (spec.channel for spec in registry.list_specs())

"""The channels of this release by name; a plugin of pytest, so that every test knows them."""

from bot.channels import list_specs

FACEBOOK, INSTAGRAM = (spec.channel for spec in list_specs())

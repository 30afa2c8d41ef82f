"""What a person brings along to open a Page for the bot, and what it opens."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FacebookApp:
    """The association's app at Meta; without an id there is none. The secret is never shown."""

    id: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAccess:
    """A Page and the token that speaks for it; may_post: whether its person may create posts there."""

    page_id: str
    name: str
    token: str = field(repr=False)
    may_post: bool = True

"""What happens while the bot works, as its parts tell it: a member of `Event` for each thing worth a line."""

from enum import Enum
from typing import Literal

Level = Literal["info", "warning"]


class Event(Enum):
    """Something that happened, or is about to.

    key: its name in the log. fields: the facts that come along. level: how the log shows it.
    ends_shift: told before anything is begun, so that a shift may end here and leave nothing half done.
    """

    # the daemon
    STARTED = "started"
    STOPPED = "stopped"
    SETTINGS_READ = "settings_read"
    SETTINGS_WRONG = ("settings_wrong", "problem", "warning")
    CLOCK_WAS_SET = ("clock_was_set", "by problem", "warning")
    STEP_CRASHED = ("step_crashed", "step problem place", "warning")
    HEARTBEAT_FAILED = ("heartbeat_failed", "", "warning")
    CHECK = ("check", "name mark problem", "warning")
    DATABASE_SAVED_BEFORE_MIGRATION = ("database_saved_before_migration", "backup")
    DATABASE_IN_USE = ("database_in_use", "seconds", "warning")
    # the archive
    LOOKING = ("looking", "source", "info", True)
    RECOGNISED = ("recognised", "source kind found")
    SOURCE_FAILED = ("source_failed", "source problem", "warning")
    SOURCE_ALARM = ("source_alarm", "source problem", "warning")
    READING = ("reading", "article", "info", True)
    ARTICLE = ("article", "id title status reason")
    ARTICLE_FAILED = ("article_failed", "article problem", "warning")
    KNOWN_AGAIN = ("known_again", "article same_as")
    # the posts
    COMPOSING = ("composing", "article", "info", True)
    COMPOSE_FAILED = ("compose_failed", "article problem", "warning")
    RECOMPOSED = ("recomposed", "post title")
    GONE = ("gone", "post title", "warning")
    MISSED = ("missed", "post title", "warning")
    NEXT_POST = ("next_post", "post", "info", True)
    PUBLISHING = ("publishing", "post channel title")
    PUBLISHED = ("published", "post channel permalink")
    NOT_PUBLISHED = ("not_published", "post status problem", "warning")
    HANDED_BACK = ("handed_back", "post channel")
    HANDED_OVER = ("handed_over", "post folder")
    CHANNEL_STOPPED = ("channel_stopped", "channel problem advice", "warning")
    # posts whose outcome is unknown, and public ones
    RECOVERED = ("recovered", "post title")
    RECONCILING = ("reconciling", "post channel title", "info", True)
    FOUND = ("found", "post channel permalink")
    NOT_FOUND = ("not_found", "post status title")
    NOT_READABLE = ("not_readable", "post channel problem")
    ASKED = ("asked", "post title", "warning")
    TEXT_REPAIRED = ("text_repaired", "post channel")
    TEXT_ALTERED = ("text_altered", "post channel problem", "warning")
    REVISITED = ("revisited", "post problem")
    REVISIT_FAILED = ("revisit_failed", "article problem")
    # the desk
    DESK_CRASHED = ("desk_crashed", "path problem place", "warning")
    # messages to people
    NOBODY_REACHED = ("nobody_reached", "what", "warning")
    PAGE_FAILED = ("page_failed", "problem", "warning")

    def __init__(
        self,
        key: str,
        fields: str = "",
        level: Level = "info",
        ends_shift: bool = False,  # noqa: FBT001, FBT002  # a row of the table
    ) -> None:
        self.key = key
        self.fields = tuple(fields.split())
        self.level = level
        self.ends_shift = ends_shift

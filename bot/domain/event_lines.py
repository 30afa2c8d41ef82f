"""What happens, in a sentence of the chosen language for somebody who watches."""

from collections.abc import Mapping

from bot.domain.article import ArticleStatus, name_article_status
from bot.domain.channel import name_channel
from bot.events import Event
from bot.i18n import say


def describe(event: Event, facts: Mapping[str, object]) -> str:
    """One line about an event; where in the code it was stands behind, if the facts say so."""
    shown = {**facts, "channel": name_channel(str(facts.get("channel", "")))}
    if event is Event.ARTICLE:
        shown["status"] = name_article_status(ArticleStatus(str(facts["status"])))
    place = f" ({facts['place']})" if facts.get("place") else ""
    return _list_lines()[event].format(**shown) + place


def _list_lines() -> Mapping[Event, str]:
    """The facts not yet filled in."""
    return {
        Event.STARTED: say("The bot is at work. Ctrl-C ends it."),
        Event.STOPPED: say("The bot has ended."),
        Event.SETTINGS_READ: say("The settings were read anew."),
        Event.SETTINGS_WRONG: say("The settings are wrong: {problem}"),
        Event.CLOCK_WAS_SET: "{problem} ({by})",
        Event.STEP_CRASHED: say("A step of the bot, “{step}”, failed: {problem}"),
        Event.HEARTBEAT_FAILED: say("The address of BOT_HEARTBEAT_URL does not answer."),
        Event.CHECK: "{name}: {problem}",
        Event.DATABASE_SAVED_BEFORE_MIGRATION: say("The database is brought up to date; as it was: {backup}"),
        Event.DATABASE_IN_USE: say(
            "Another program is writing to the database; waiting for it, {seconds} seconds at most. Is the "
            "database open in an editor?"
        ),
        Event.LOOKING: say("Looking at {source}"),
        Event.RECOGNISED: "{source}: {found}",
        Event.SOURCE_FAILED: say("This look failed: {problem}"),
        Event.SOURCE_ALARM: "{source}: {problem}",
        Event.READING: say("Reading {article}"),
        Event.ARTICLE: say("Article {id}: {title} ({status})"),
        Event.ARTICLE_FAILED: "{article}: {problem}",
        Event.KNOWN_AGAIN: say("{article} is article {same_as} again."),
        **_list_lines_of_posts(),
        Event.DESK_CRASHED: say("A page of the desk failed, {path}: {problem}"),
        Event.NOBODY_REACHED: say("A message reached nobody; see BOT_NOTIFY_URLS."),
        Event.PAGE_FAILED: say("The page for a message could not be made: {problem}"),
    }


def _list_lines_of_posts() -> Mapping[Event, str]:
    return {
        Event.COMPOSING: say("Composing: {article}"),
        Event.COMPOSE_FAILED: say("{article} could not be made into a post: {problem}"),
        Event.RECOMPOSED: say("Post {post} is made anew: {title}"),
        Event.GONE: say("Post {post} does not go out, its article is gone: {title}"),
        Event.MISSED: say("Post {post} missed its time: decide with `bot show {post}`."),
        Event.NEXT_POST: say("Post {post} is due."),
        Event.PUBLISHING: say("Publishing on {channel}: {title}"),
        Event.PUBLISHED: say("Published: {permalink}"),
        Event.NOT_PUBLISHED: say("Post {post}: {problem}"),
        Event.HANDED_BACK: say("Post {post} on {channel} waits again."),
        Event.HANDED_OVER: say("To post it by hand meanwhile: {folder}"),
        Event.CHANNEL_STOPPED: say("{channel} is stopped: {problem} {advice}"),
        Event.RECOVERED: say("Post {post} was left behind by a daemon that died, and is taken up: {title}"),
        Event.RECONCILING: say("Looking on {channel} whether it stands there: {title}"),
        Event.FOUND: say("It stands there already: {permalink}"),
        Event.NOT_FOUND: say("It does not stand there: {title}"),
        Event.NOT_READABLE: say("{channel} cannot be read now: {problem}"),
        Event.ASKED: say("Post {post} may stand there already: decide with `bot show {post}`."),
        Event.TEXT_REPAIRED: say("The text of post {post} on {channel} is put right."),
        Event.TEXT_ALTERED: say("{channel}, post {post}: {problem}"),
        Event.REVISITED: say("Post {post}: {problem}"),
        Event.REVISIT_FAILED: say("{article} could not be looked at again: {problem}"),
    }

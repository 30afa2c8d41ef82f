"""Look at everything the job needs, without posting anything: one line per part, with the next step."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.article import Article, Look, Source, describe_look, list_doubts, list_newest
from bot.domain.channel import get_traits, list_channels, name_channel
from bot.domain.errors import BotError
from bot.domain.ports import Check
from bot.domain.post import Channel
from bot.domain.state import DOCTOR, EVERYTHING, REFUSALS, AuditEntry, Stop, StopKind
from bot.domain.times import format_moment, format_span
from bot.i18n import say, say_count
from bot.pipeline.attention import note_expiries
from bot.pipeline.context import App

OK, WARNING, PROBLEM = "ok", "warning", "problem"
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock before this release was made is wrong, and every token and signature with it."""

TOLERATED = timedelta(minutes=5)
"""So far a clock may be off; what takes part in a look's time is in it."""

SHORTEST_LOOKING = timedelta(minutes=15)
"""Listings of platforms may show a new post that late."""


NAMES_A_SETTING = "BOT_"
"""What a warning has that is about the instance and not about the sample, such as a logo that is gone."""


def examine(app: App, *, who: str = "") -> Iterator[Check]:
    """Database, sources, clock, composing and channels, in the order of the work. Never raises BotError.

    who: the person who asks; a channel that was refused as unauthorized and passes now goes on by that. A
    block is not seen by looking, so it is left to its time and to `bot resume`.
    """
    yield _examine_database(app)
    if app.rules.listing_delay < SHORTEST_LOOKING:
        yield _warn_of_haste(app)
    if not app.source_urls:
        name, advice = say("Sources"), say("Set BOT_ARCHIVE_URLS to the address of the news page.")
        yield Check(name=name, mark=PROBLEM, message=say("No source is named."), advice=advice)
    yield from _examine_sources(app)
    yield _examine_composing(app)
    channels = list(_examine_channels(app, who))
    yield from channels
    yield _examine_notifier(app)
    if not all(get_traits(channel).has_live_links for channel in app.publishers):
        yield _examine_links(app)
    yield from _list_stops(app, told=any(check.mark == PROBLEM for check in channels))


def remember(app: App, checks: Sequence[Check]) -> None:
    """Keep for `bot status` and the notifications what needs a person, in place of what was kept before.

    Sources are left out: whether one is missing or silent is told by settings and many looks, not by this
    one. So are stops, and what is wrong with a refused account: its stop tells it already.
    """
    stops = app.stops.list_stops(app.clock())
    left_out = {say("Sources"), *app.source_urls}
    told = tuple(_list_stops(app, told=False))
    refused = tuple(name_channel(stop.scope) for stop in stops if stop.kind in REFUSALS)
    lines = [
        " ".join((f"{check.name}:", *check.message.splitlines()[:1], check.advice)).strip()
        for check in checks
        if check.mark == PROBLEM
        and check.name not in left_out
        and not check.name.startswith(refused)
        and check not in told
    ]
    app.journal.note(DOCTOR, "\n".join(lines), now=app.clock())
    note_expiries(app, checks)


def _examine_database(app: App) -> Check:
    name = say("Database")
    try:
        message = say_count("{count} article known", "{count} articles known", app.articles.count())
    except BotError as error:
        return Check(name=name, mark=PROBLEM, message=str(error))
    return Check(name=name, mark=OK, message=message)


def _examine_clock(app: App, ahead: timedelta) -> Check:
    """ahead: of the clocks of the sources' servers. The first line stays the same from day to day."""
    name, timezone, now = say("Clock"), app.rules.timing.timezone, app.clock()
    shown = f"{format_moment(now, timezone)} ({timezone})"
    if abs(ahead) <= TOLERATED and now >= EARLIEST:
        return Check(name=name, mark=OK, message=shown)
    if abs(ahead) > TOLERATED:
        span, theirs = format_span(abs(ahead)), format_moment(now - ahead, timezone)
        off = (
            say("It is {span} slow.", span=span)
            if ahead < timedelta()
            else say("It is {span} fast.", span=span)
        )
        shown = f"{off}\n" + say(
            "Here it is {ours}, by the clock of your website {theirs}.", ours=shown, theirs=theirs
        )
    return Check(name=name, mark=PROBLEM, message=shown, advice=_say_how_to_set())


def _say_how_to_set() -> str:
    return say(
        "Set the computer's clock, best for good: `sudo timedatectl set-ntp true`. With a wrong one posts go "
        "out at wrong hours, old news may pass for new, and a platform may refuse to let you in."
    )


def _warn_of_haste(app: App) -> Check:
    message = say_count(
        "Where an answer gets lost, a post is looked for only {count} minute before it is sent again.",
        "Where an answer gets lost, a post is looked for only {count} minutes before it is sent again.",
        app.rules.listing_delay // timedelta(minutes=1),
    )
    advice = say("It may then stand there twice. Leave BOT_CONFIRM_DELAY at 2m, but for trying out.")
    return Check(name="BOT_CONFIRM_DELAY", mark=WARNING, message=message, advice=advice)


def _examine_sources(app: App) -> Iterator[Check]:
    """Each source, then the clock: of what servers say of the time the nearest counts, caches being late."""
    ahead: list[timedelta] = []
    for url in app.source_urls:
        try:
            look = app.archive.look(Source(url=url), conditional=False)
        except BotError as error:
            yield _explain_unread(url, error)
        else:
            ahead += [look.clock_ahead] if look.clock_ahead is not None else []
            yield _examine_source(app, url, look)
    yield _examine_clock(app, min(ahead, key=abs, default=timedelta()))


def _explain_unread(url: str, error: BotError) -> Check:
    advice = say("Open the address in a browser; if it moved, change BOT_ARCHIVE_URLS.")
    if not url.startswith(("http://", "https://")):
        advice = say(
            "Is the folder's name in BOT_ARCHIVE_URLS right, and may the bot's user read it? "
            "The address of a website begins with https://."
        )
    return Check(name=url, mark=PROBLEM, message=str(error), advice=advice)


def _examine_source(app: App, url: str, look: Look) -> Check:
    if not look.entries:
        advice = say("Is this the page that lists the news? Try its feed.")
        return Check(name=url, mark=PROBLEM, message=say("No articles are listed there."), advice=advice)
    newest = list_newest(look, app.rules.timing.timezone)
    message = "\n".join((describe_look(look), *newest))
    doubts = " ".join(filter(None, (*list_doubts(look), find_missing_font(app, look))))
    return Check(name=url, mark=WARNING if doubts else OK, message=message, advice=doubts)


def find_missing_font(app: App, look: Look) -> str:
    """What must be installed before pictures can say the titles of a source; empty when nothing."""
    return app.composer.find_cure(" ".join(entry.title for entry in look.entries))


def _examine_composing(app: App) -> Check:
    name = say("Templates and fonts")
    article = Article(url="https://example.org/", title=say("A sample title"), text=say("A sample text."))
    try:
        made = [app.composer.compose(article, channel, now=app.clock()) for channel in list_channels()]
    except BotError as error:
        return Check(name=name, mark=PROBLEM, message=str(error))
    warnings = dict.fromkeys(warning for each in made for warning in each.warnings)
    if wrong := [warning for warning in warnings if NAMES_A_SETTING in warning]:
        return Check(name=name, mark=PROBLEM, message=" ".join(wrong))
    return Check(name=name, mark=OK, message=say("A sample post was composed."))


def _examine_channels(app: App, who: str) -> Iterator[Check]:
    """Both channels may live on one token: what is the same for both is said once."""
    said: set[Check] = set()
    for channel in list_channels():
        publisher = app.publishers.get(channel)
        if publisher:
            checks = publisher.check()
            yield from (check for check in checks if check not in said)
            said |= set(checks)
            if who and all(check.mark != PROBLEM for check in checks):
                yield from _let_go_on(app, channel, who)
        else:
            message = say("This channel is off: its account is not set.")
            check = Check(name=name_channel(channel), mark=OK, message=message)
            advice = say("`bot init` asks for it.")
            yield check if app.publishers else replace(check, mark=WARNING, advice=advice)


def _let_go_on(app: App, channel: Channel, who: str) -> Iterator[Check]:
    with suppress(BotError):  # a database that cannot be written is another check
        if app.stops.resume(channel, kind=StopKind.UNAUTHORIZED):
            app.journal.record(
                AuditEntry(at=app.clock(), who=who, verb="resume", post_id=None, detail=f"{channel}: doctor")
            )
            message = say("The platform accepts the account again; posting goes on.")
            yield Check(name=name_channel(channel), mark=OK, message=message)


def _examine_notifier(app: App) -> Check:
    name = say("Notifications")
    if app.notifier is None:
        advice = say("Let `bot init` ask for a mail or messenger, or set BOT_NOTIFY_URLS.")
        return Check(
            name=name, mark=WARNING, message=say("Nobody hears when it needs somebody."), advice=advice
        )
    unknown = app.notifier.count_unknown()
    if not unknown:
        return Check(name=name, mark=OK, message=say("All addresses are understood."))
    return Check(
        name=name,
        mark=PROBLEM,
        message=say_count(
            "{count} address is not understood.", "{count} addresses are not understood.", unknown
        ),
        advice=say("How BOT_NOTIFY_URLS is written: https://appriseit.com/services/"),
    )


def _examine_links(app: App) -> Check:
    """Where texts show no links, captions say "link in bio"."""
    name = say("Link in bio")
    if url := app.rules.links_url:
        return Check(name=name, mark=OK, message=say("The profile's link should be {url}.", url=url))
    message = say("Nothing is known of a links page (BOT_LINKS_URL).")
    advice = say("`bot desk` serves one at /links, `bot links FILE` writes one for any web space.")
    return Check(name=name, mark=OK, message=message, advice=advice)


def _list_stops(app: App, *, told: bool) -> Iterator[Check]:
    """told: what is wrong with an account was said already, once for all channels that live on it."""
    stops: Sequence[Stop] = ()
    with suppress(BotError):  # a database that cannot be read is another check
        stops = app.stops.list_stops(app.clock())
    alike: dict[tuple[StopKind, str], list[Stop]] = {}
    for stop in stops:
        if not (told and stop.kind in REFUSALS):
            alike.setdefault((stop.kind, stop.reason), []).append(stop)
    for group in alike.values():
        stop = min(group, key=lambda each: each.since)
        scopes = [
            say("All channels") if each.scope == EVERYTHING else name_channel(each.scope) for each in group
        ]
        since = app.clock() - stop.since
        yield Check(
            name=", ".join(scopes),
            mark=WARNING if since < timedelta(days=7) else PROBLEM,
            message=say("Nothing is sent: {reason}", reason=stop.reason),
            advice=say("When it is put right: `bot resume`."),
        )

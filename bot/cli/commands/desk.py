"""`bot desk`, `bot people`, `bot links`: approval on the phone, who may, and the links page."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import output
from bot.cli.context import get_settings, opened
from bot.cli.options import As, AsJson, BotCommand, read_one_of, require_place, show_examples
from bot.cli.prompts import get_person
from bot.domain.errors import UsageWrong
from bot.domain.state import DEVICE_LASTS, LINK_LASTS, LONGEST_NAME, AuditEntry, Person, Role
from bot.domain.times import format_distance
from bot.i18n import say, say_count

if TYPE_CHECKING:
    from bot.app import Instance
    from bot.config import Settings

app = typer.Typer(add_completion=False)


class PeopleVerb(StrEnum):
    """What `bot people` does."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"
    LINK = "link"


@app.command(
    "desk",
    cls=BotCommand,
    help=say(
        "The web desk: approve, change and look on the phone; a public links page at /links. "
        "A process of its own beside `bot run`."
    ),
    epilog=show_examples(("bot desk", say("serves on BOT_DESK_ADDR until Ctrl-C"))),
)
def desk(context: typer.Context) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    from bot.desk.server import make_site, serve
    from bot.environment import name_worker
    from bot.factories import make_progress

    settings = get_settings(context)
    with opened(context, progress=make_progress(settings, name_worker())) as (bot, _):
        site = make_site(bot, settings)
        address = settings.desk_url or f"http://{settings.desk_addr}"
        serve(
            site,
            settings.desk_addr,
            proxy=settings.desk_proxy,
            say_ready=lambda: output.print_aside(say("The desk is open at {address}.", address=address)),
        )


Verb = Annotated[
    PeopleVerb,
    typer.Argument(
        metavar="VERB",
        parser=read_one_of(lambda: tuple(PeopleVerb)),
        help=say("list, add, remove or link."),
    ),
]
Name = Annotated[list[str] | None, typer.Argument(metavar="NAME", help=say("The person's name."))]
OfRole = Annotated[
    Role,
    typer.Option(
        "--role",
        metavar="ROLE",
        parser=read_one_of(lambda: tuple(Role)),
        help=say("approve: look and decide; read: look only. Also for somebody who stands there already."),
    ),
]


@app.command(
    "people",
    cls=BotCommand,
    help=say(
        "Who may use the desk: list, add NAME, remove NAME, link NAME (a one-time address for a phone)."
    ),
    epilog=show_examples(
        ("bot people add Anna", say("Anna may look and decide")),
        ("bot people link Anna", say("an address that signs Anna's phone in, once, within 15 minutes")),
        ("bot people add Bert --role read", say("Bert may look only")),
        ("bot people remove Anna", say("her devices are out at once")),
    ),
)
def people(
    context: typer.Context,
    verb: Verb = PeopleVerb.LIST,
    name: Name = None,
    *,
    role: OfRole = Role.APPROVE,
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """List, add, remove, or print a one-time address."""
    with opened(context) as (bot, settings):
        if verb is PeopleVerb.LIST:
            _list(bot, as_json=as_json)
            return
        person = _read_name(name)
        match verb:
            case PeopleVerb.ADD:
                _add(bot, person, role, as_json=as_json)
            case PeopleVerb.REMOVE:
                _remove(bot, person, as_json=as_json)
            case PeopleVerb.LINK:
                _print_link(bot, settings, person, as_json=as_json)
        detail = f"{verb} {person}" + (f" ({role})" if verb is PeopleVerb.ADD else "")
        bot.journal.record(
            AuditEntry(at=bot.clock(), who=get_person(who), verb="people", post_id=None, detail=detail)
        )


@app.command(
    "links",
    cls=BotCommand,
    help=say('The links page, which "link in bio" leads to, as one file for the association\'s web space.'),
    epilog=show_examples(("bot links links.html", say("then copy it to where BOT_LINKS_URL points"))),
)
def links(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("Where to write it."))],
) -> None:
    """One file with everything in it."""
    from bot.desk.pages import write_links
    from bot.desk.server import make_pages

    require_place(file)
    with opened(context) as (bot, settings):
        total = write_links(bot, make_pages(settings), file)
    counted = say_count("{count} link", "{count} links", total)
    output.print_sentence(say("{file}: {links}.", file=file, links=counted))


def _read_name(words: Sequence[str] | None) -> str:
    name = " ".join(" ".join(words or ()).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageWrong(say("Whom? Give a name of at most {count} characters.", count=LONGEST_NAME))
    return name


def _add(bot: "Instance", name: str, role: Role, *, as_json: bool) -> None:
    is_new = bot.people.add(name, role, now=bot.clock())
    if as_json:
        output.print_json({"name": name, "role": role.value, "is_new": is_new})
        return
    words = say("{name} may use the desk now: {role}.", name=name, role=_name_role(role))
    output.print_sentence(words if is_new else say("{name} now: {role}.", name=name, role=_name_role(role)))
    output.print_aside(say("`bot people link {name}` prints the address to sign in.", name=name))


def _remove(bot: "Instance", name: str, *, as_json: bool) -> None:
    if not bot.people.remove(name):
        raise UsageWrong(_say_unknown(bot, name))
    if as_json:
        output.print_json({"name": name, "removed": True})
    else:
        output.print_sentence(say("{name} is out, on every device.", name=name))


def _say_unknown(bot: "Instance", name: str) -> str:
    known = ", ".join(person.name for person in bot.people.list_people(bot.clock())) or say("nobody yet")
    return say(
        "Nobody is called {name}. Known: {known}. `bot people add NAME` adds somebody.",
        name=name,
        known=known,
    )


def _print_link(bot: "Instance", settings: "Settings", name: str, *, as_json: bool) -> None:
    """The address alone on stdout, so that it can be passed on."""
    from bot.desk.guard import hash_token, make_token

    token, until = make_token(), bot.clock() + LINK_LASTS
    if not bot.people.add_link(name, hash_token(token), now=bot.clock(), until=until):
        raise UsageWrong(_say_unknown(bot, name))
    address = f"{settings.desk_url or 'http://' + settings.desk_addr}/sign-in/{token}"
    if as_json:
        output.print_json({"name": name, "url": address, "expires_at": until.isoformat()})
        return
    typer.echo(address)
    minutes, days = LINK_LASTS.seconds // 60, DEVICE_LASTS.days
    output.print_aside(
        say(
            "It works once, within {minutes} minutes, and signs the device that opens it in for {days} days. "
            "Send it to nobody but {name}.",
            minutes=minutes,
            days=days,
            name=name,
        )
    )
    if not settings.desk_url:
        output.print_aside(
            say("It opens on this computer only: for a phone set BOT_DESK_URL, as docs/desk.md says.")
        )


def _list(bot: "Instance", *, as_json: bool) -> None:
    known = bot.people.list_people(bot.clock())
    if as_json:
        output.print_json([_make_record(person) for person in known])
        return
    for person in known:
        seen = format_distance(person.seen_at, bot.clock()) if person.seen_at else say("never")
        devices = say_count("{count} device", "{count} devices", person.devices)
        facts = say(
            "{role}, {devices}, last seen {when}", role=_name_role(person.role), devices=devices, when=seen
        )
        output.print_line(f"{person.name}  ", facts, tone="bold")
    if not known:
        output.print_aside(say("Nobody may use the desk yet; `bot people add NAME` adds somebody."))


def _name_role(role: Role) -> str:
    return {Role.APPROVE: say("looks and decides"), Role.READ: say("looks only")}[role]


def _make_record(person: Person) -> dict[str, object]:
    def show(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "name": person.name,
        "role": person.role.value,
        "devices": person.devices,
        "created_at": show(person.created_at),
        "seen_at": show(person.seen_at),
    }

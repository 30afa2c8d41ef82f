"""What is stored comes back: a new field of a stored value cannot get lost in silence."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import count
from typing import Any

from sqlalchemy import update

from bot.domain.article import Article, Entry, Event, Fact, Source, Triage
from bot.domain.post import Channel, Composition, NewPost, Post, PostStatus
from bot.domain.state import AuditEntry, Note, Person, Stop
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.posts import Posts
from bot.storage.schema import posts
from bot.storage.state import Journal, People, Sources, Stops
from tests.databases import NOW

LATER = NOW + timedelta(days=400)


def fill(kind: Any, number: "count[int]", **given: object) -> Any:
    """A value of a dataclass in which no field has its default, and no two have the same value."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind) if field.name not in given]
    values = {name: make(hints[name], name, number) for name in names}
    made = kind(**values, **given)
    for field in dataclasses.fields(kind):
        assert field.name in given or getattr(made, field.name) != field.default
    return made


def make(hint: Any, name: str, number: "count[int]") -> Any:
    """A telling value of a type."""
    at = next(number)
    arguments = [argument for argument in typing.get_args(hint) if argument is not type(None)]
    origin = typing.get_origin(hint)
    if origin in {typing.Union, types.UnionType}:
        return make(arguments[0], name, number)
    if origin is tuple:
        return (make(arguments[0], name, number), make(arguments[0], name, number))
    if origin is Mapping:
        return {f"{name}{at}": f"value{at}"}
    if dataclasses.is_dataclass(hint):
        return fill(hint, number)
    if issubclass(hint, Enum):
        return list(hint)[-1]
    plain = {
        bool: name != "is_main",  # the one that is true by itself
        int: at,
        bytes: str(at).encode() * 8,
        datetime: NOW + timedelta(minutes=at),
        date: NOW.date() + timedelta(days=at),
        Channel: Channel(f"channel-{at}"),
    }
    return plain[hint] if hint in plain else hint(f"{name} {at}")


def test_an_article_comes_back(database: Database) -> None:
    article = fill(Article, count(1), url="https://verein.example/1", doubts=())
    triage = fill(Triage, count(1))
    added = Articles(database).add(
        article, source="https://verein.example", listed=Entry(url=article.url), triage=triage, now=NOW
    )
    known = Articles(database).find(str(added))
    assert known is not None
    assert known.article == article
    assert (known.status, known.reason, known.doubt) == (triage.status, triage.reason, triage.doubt)


def test_a_source_comes_back(database: Database) -> None:
    source = fill(Source, count(1))
    Sources(database).save(source)
    assert Sources(database).get(source.url) == source


def add_post(database: Database, composition: Composition) -> Post:
    article = fill(Article, count(1), url="https://verein.example/1", doubts=())
    article_id = Articles(database).add(
        article, source="a", listed=Entry(url=article.url), triage=fill(Triage, count(1)), now=NOW
    )
    assert article_id is not None
    new = NewPost(
        composition=composition, account="facebook:1", status=PostStatus.DRAFT, due_at=NOW, reason="why"
    )
    (post_id,) = Posts(database).add_all(article_id, [new], now=NOW)
    post = Posts(database).get_post(post_id)
    assert (post.composition, post.account, post.status, post.reason) == (
        composition,
        new.account,
        new.status,
        new.reason,
    )
    return post


def test_a_composition_comes_back(database: Database) -> None:
    composition = fill(Composition, count(1), not_after=LATER)
    assert isinstance(composition.event, Event)
    assert isinstance(composition.facts[0], Fact)
    post = add_post(database, composition)
    recomposed = fill(Composition, count(500), channel=composition.channel, not_after=LATER)
    assert Posts(database).recompose(post, recomposed)
    assert Posts(database).get_post(post.id).composition == recomposed


def test_everything_that_a_post_remembers_comes_back(database: Database) -> None:
    """Told to the columns themselves: no verb sets them all."""
    post = add_post(database, fill(Composition, count(1), not_after=LATER))
    fixed = {"id", "article_id", "article_url", "article_title", "composition"}
    wanted = fill(
        Post,
        count(900),
        **{name: getattr(post, name) for name in fixed},
        status=PostStatus.PUBLISHING,
    )
    columns = {
        field.name: getattr(wanted, field.name)
        for field in dataclasses.fields(Post)
        if field.name not in fixed
    }
    columns["error"] = dataclasses.asdict(wanted.error)
    with database.write() as connection:
        connection.execute(update(posts).values(**columns))
    assert Posts(database).get_post(post.id) == wanted


def test_stops_deeds_and_notes_come_back(database: Database) -> None:
    stop = fill(Stop, count(1), scope="facebook", since=NOW, until=LATER)
    Stops(database).stop(stop)
    assert Stops(database).list_stops(NOW) == (stop,)
    post = add_post(database, fill(Composition, count(1), not_after=LATER))
    deed = fill(AuditEntry, count(1), post_id=post.id)
    Journal(database).record(deed)
    assert Journal(database).list_deeds() == (deed,)
    Journal(database).note("name", "value", now=NOW)
    assert Journal(database).find_note("name") == Note(value="value", at=NOW)


def test_a_person_comes_back(database: Database) -> None:
    person = fill(Person, count(1), created_at=NOW, seen_at=NOW, devices=1)
    people = People(database)
    people.add(person.name, person.role, now=NOW)
    people.add_link(person.name, "link", now=NOW, until=LATER)
    people.enter("link", "device", now=NOW, until=LATER)
    assert tuple(people.list_people(NOW)) == (person,)

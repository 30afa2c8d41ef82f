"""Articles and the keys they are recognised by, on SQLite and PostgreSQL."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import event

from bot.domain.article import ArticleStatus, Entry, Triage
from bot.domain.likeness import fingerprint
from bot.storage.articles import Articles
from bot.storage.database import Database
from bot.storage.migrations import migrate
from tests.databases import NOW
from tests.storage.samples import SOURCE, add_article, add_post, make_article

NEW = Triage(status=ArticleStatus.NEW, reason="neu", doubt="ähnlich")


def test_an_article_comes_back_as_it_was_stored(database: Database) -> None:
    article = make_article()
    listed = Entry(url=article.url)
    Articles(database).add(article, source=SOURCE, listed=listed, triage=NEW, now=NOW)
    (known,) = Articles(database).list_known()
    assert known.article == article
    assert (known.source, known.status, known.reason, known.doubt) == (SOURCE, NEW.status, "neu", "ähnlich")
    assert known.first_seen_at == NOW


def test_an_article_without_photo_and_date_comes_back(database: Database) -> None:
    article = make_article(photo=None, published_at=None, guid="", categories=())
    Articles(database).add(article, source=SOURCE, listed=Entry(url=article.url), triage=NEW, now=NOW)
    assert Articles(database).list_known()[0].article == article


def test_the_second_of_two_workers_adds_nothing(database: Database) -> None:
    add_article(database)
    article = make_article()
    listed = Entry(url=article.url)
    assert Articles(database).add(article, source=SOURCE, listed=listed, triage=NEW, now=NOW) is None
    assert Articles(database).count() == 1


def test_known_addresses_and_guids_are_found(database: Database) -> None:
    article_id = add_article(database)
    moved = Entry(url="https://verein.example/archiv/1", guid="tag:verein.example:1")
    same = Entry(url="http://www.verein.example/aktuelles/1/")
    unknown = Entry(url="https://verein.example/aktuelles/2")
    assert Articles(database).find_known([moved, same, unknown]) == {
        moved.url: article_id,
        same.url: article_id,
    }


def test_a_guid_that_is_given_out_again_is_no_known_article(database: Database) -> None:
    """WordPress counts from 1 again after a new start; an article that moved keeps guid and title."""
    article_id = add_article(database)
    anew = Entry(url="https://verein.example/neu", guid="tag:verein.example:1", title="Ganz andere Nachricht")
    moved = Entry(url="https://verein.example/archiv", guid="tag:verein.example:1", title="SOMMERFEST 1")
    assert Articles(database).find_known([anew, moved]) == {moved.url: article_id}


def test_a_bare_number_as_guid_names_an_article_on_its_own_site_only(database: Database) -> None:
    """One that is an address itself names it everywhere: a feed may stand on another host."""
    add_article(database, guid="17")
    title = make_article().title
    at_home = Entry(url="https://verein.example/archiv", guid="17", title=title)
    elsewhere = Entry(url="https://zeitung.example/archiv", guid="17", title=title)
    assert list(Articles(database).find_known([at_home, elsewhere])) == [at_home.url]
    tag = Entry(url="https://verein.example/tag", guid="tag:verein.example:2", title=title)
    Articles(database).add_names(1, tag)
    moved = replace(tag, url="https://feeds.example/tag")
    assert list(Articles(database).find_known([moved])) == [moved.url]


def test_more_entries_than_a_statement_takes_are_looked_up(database: Database) -> None:
    article_id = add_article(database)
    entries = [Entry(url=f"{SOURCE}/{number}", guid=f"g:{number}") for number in range(1, 1200)]
    assert Articles(database).find_known(entries) == {f"{SOURCE}/1": article_id}


def test_another_name_of_an_article_is_remembered(database: Database) -> None:
    article_id = add_article(database)
    renamed = Entry(url="https://verein.example/relaunch/fest")
    Articles(database).add_names(article_id, renamed)
    Articles(database).add_names(article_id, renamed)
    assert Articles(database).find_known([renamed]) == {renamed.url: article_id}


def test_an_article_with_like_words_is_listed(database: Database) -> None:
    article_id = add_article(database)
    article = make_article()
    alike = Articles(database).list_alike(fingerprint(article.title, article.text))
    assert [known_id for known_id, _ in alike] == [article_id]
    assert Articles(database).list_alike(fingerprint("Anderes", "Ganz andere Worte stehen hier.")) == ()


def test_new_words_replace_the_old_and_keep_the_address(database: Database) -> None:
    article_id = add_article(database)
    Articles(database).replace(article_id, make_article(2, title="Herbstfest"))
    known = Articles(database).find(str(article_id))
    assert known is not None
    assert (known.article.title, known.article.url) == ("Herbstfest", f"{SOURCE}/1")


def test_an_article_is_found_by_id_and_by_any_address(database: Database) -> None:
    article_id = add_article(database)
    for words in (str(article_id), f"{SOURCE}/1", "http://www.verein.example/aktuelles/1/?utm_source=x"):
        known = Articles(database).find(words)
        assert known is not None
        assert known.id == article_id
    assert Articles(database).find("99999999999999999999999") is None
    assert Articles(database).find("nichts") is None


def test_articles_are_listed_by_status_last_seen_first(database: Database) -> None:
    first, second, third = (add_article(database, number) for number in (1, 2, 3))
    Articles(database).set_status(second, ArticleStatus.GONE, "zurückgezogen")
    listed = Articles(database).list_known(status=ArticleStatus.NEW)
    assert [known.id for known in listed] == [third, first]
    assert [known.id for known in Articles(database).list_known(limit=1)] == [third]
    assert Articles(database).list_known(status=ArticleStatus.GONE)[0].reason == "zurückgezogen"


def test_only_new_articles_without_posts_wait_for_composing(database: Database) -> None:
    add_post(database, 1)
    waiting = add_article(database, 2)
    assert [known.id for known in Articles(database).list_unposted()] == [waiting]


def test_articles_are_counted_by_source(database: Database) -> None:
    add_article(database)
    assert Articles(database).count(source=SOURCE) == 1
    assert Articles(database).count(source="https://anders.example") == 0


def test_known_addresses_are_looked_up_without_reading_all_of_them(tmp_path: Path) -> None:
    """Also in a database without statistics, where SQLite scans an index rather than exclude one kind."""
    database = Database("sqlite://", home=tmp_path)
    migrate(database, now=NOW)
    asked: list[tuple[str, object]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    Articles(database).find_known([Entry(url=SOURCE, guid="g:1")])
    query, values = asked[-1]
    with database.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
    database.close()
    assert [row[3].split()[0] for row in plan] == ["SEARCH"]


def test_an_article_is_found_by_its_id_and_its_addresses_and_by_nothing_else(database: Database) -> None:
    store = Articles(database)
    guid = "https://verein.example/guid"
    ids = [add_article(database, number, guid=f"{guid}/{number}") for number in (1, 2, 3)]
    for number, article_id in enumerate(ids, start=1):
        for words in (
            f"{article_id}",
            f"{SOURCE}/{number}",
            f"http://www.verein.example/aktuelles/{number}/",
        ):
            found = store.find(words)
            assert found is not None
            assert found.id == article_id
    strange = (f"{SOURCE}/0", f"{SOURCE}/4", f"{SOURCE}/", f"{guid}/1", "a", "z")
    assert [store.find(words) for words in (*strange, "0", f"{ids[-1] + 1}", "9" * 5000)] == [None] * 9

"""A first look at a large source: what it costs us, and what it asks of the server.

Run as `python -m benchmarks.first_look [--count 10000]`. CPU seconds of the whole process, with real sockets
and a database on disk, and the requests that the server met; then the same of three polls after it, which
read some of the texts in the background.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

from bot.archive.archive import HttpArchive
from bot.pipeline.watch import watch
from tests.archive.sites import Site
from tests.known_channels import FACEBOOK
from tests.pipeline.world import RULES, World

READ = 200
"""So many articles have a page, the newest: no other is asked for."""


def make_page(number: int) -> str:
    """An article; its words are its own."""
    text = "".join(
        f"<p>Im Heft {number} steht auf Seite {n} etwas über Gruppe {number * n}.</p>" for n in range(9)
    )
    title = make_title(number)
    return (
        f"<html lang='de'><title>{title}</title><main><article><h1>{title}</h1>{text}</article></main></html>"
    )


def make_title(number: int) -> str:
    """What the listing and the page call an article."""
    return f"Meldung {number} aus dem Verband"


def make_feed(site: Site, world: World, count: int) -> str:
    """An RSS feed of this many items; its address."""
    items = "".join(
        f"<item><title>{make_title(n)}</title><link>{site.url}/m/{n}.html</link><guid>nr-{n}</guid>"
        f"<pubDate>{format_datetime(world.clock() - n * timedelta(hours=1))}</pubDate>"
        f"<description>{'Kurz gesagt. ' * 10}</description></item>"
        for n in range(count)
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Verband</title>{items}</channel></rss>"
    return site.show("/feed.xml", text, "application/rss+xml")


def make_sitemap(site: Site, _: World, count: int) -> str:
    """A sitemap of this many addresses; its address."""
    listed = "".join(f"<url><loc>{site.url}/m/{n}.html</loc></url>" for n in range(count))
    start = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    return site.show("/sitemap.xml", f"{start}{listed}</urlset>", "application/xml")


def measure(name: str, make: Callable[[Site, World, int], str], count: int) -> None:
    """One source from its first look on."""
    with Site() as site, tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), url=f"sqlite:///{folder}/bot.db", channels=[FACEBOOK])
        url = make(site, world, count)
        for number in range(READ):
            site.show(f"/m/{number}.html", make_page(number))
        world.process.source_urls = (url,)
        with HttpArchive(
            sources=[url], timeout=timedelta(seconds=30), clock=world.clock, sleep=lambda _: None
        ) as archive:
            world.process.archive = archive  # type: ignore[assignment]
            for look in ("first look", "next poll", "next poll", "next poll"):
                asked, start = len(site.requests), time.process_time()
                watch(world.process, forced=True)
                seconds = time.process_time() - start
                known = world.process.articles.count()
                sys.stdout.write(
                    f"{name:8} {look:10} {seconds:6.2f} s CPU   {len(site.requests) - asked:3} requests   "
                    f"{known} articles known\n"
                )
                world.clock.forward(RULES.poll_interval)
        world.database.close()


def main() -> None:
    """Measure a feed and a sitemap."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    for name, make in (("feed", make_feed), ("sitemap", make_sitemap)):
        measure(name, make, count)


if __name__ == "__main__":
    main()

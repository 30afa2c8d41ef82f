"""Inputs that are right, for the long run to begin with and for nearly right ones in the suite."""

import json
from collections.abc import Mapping
from typing import Any

_FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><item><title>Fest &amp;amp; Tanz</title>
<link>https://verein.example/a</link><guid>1</guid><pubDate>Sun, 22 Nov 2026 10:00:00 +0100</pubDate>
<category>Kultur</category><enclosure url="/b.jpg" type="image/jpeg"/></item></channel></rss>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom">
<entry><title type="html">A</title><id>x</id>
<link href="/a"/>
<updated>2026-11-22T10:00:00Z</updated><content type="html">&lt;p&gt;B&lt;/p&gt;</content></entry></feed>"""
_SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://verein.example/news/a</loc>
<lastmod>2026-11-22</lastmod></url></urlset>"""
_PAGE = """<html lang="de"><head><meta charset="utf-8">
<meta property="og:title" content="Das Fest">
<link rel="canonical" href="/aktuelles/nachrichten/fest">
<script type="application/ld+json">{"@type":"NewsArticle",
"headline":"Das Fest","datePublished":"2026-11-22"}</script></head><body>
<nav><a href="/">Start</a></nav><article>
<h1>Das Fest</h1><p class="cats"><a href="/k">Alle</a><a href="/k/1">Kultur</a></p>
<img src="/b.jpg" srcset="/c.jpg 2x">
<p>Foto: Name. Am Samstag (30.11.) feiern wir um 15 Uhr
im Rathaus das Fest der Kulturen mit vielen Gästen.</p>
<p>Quelle: Stadt Essen, www.essen.de</p></article></body></html>""".encode()
_LIST = b"""<html><body><main><ul><li><h2><a href="/aktuelles/a">Das Fest der Kulturen</a></h2>
<p>22.11.2026</p></li>
<li><h2><a href="/aktuelles/b">Der neue Garten</a></h2></li>
<li><h2><a href="/aktuelles/c">Die Wahl im Verein</a></h2>
</li></ul><a rel="next" href="?page=2">weiter</a></main></body></html>"""
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "1", "url": "https://verein.example/a", "title": "Fest", "tags": ["Kultur"]}],
}
_WORDPRESS = [
    {
        "link": "https://verein.example/a",
        "title": {"rendered": "Fest &#8211; Tanz"},
        "content": {"rendered": "<p>Text</p>", "protected": False},
        "date_gmt": "2026-11-22T10:00:00",
        "_embedded": {"wp:term": [[{"taxonomy": "category", "slug": "k", "name": "Kultur"}]]},
    }
]

ROW: Mapping[str, Any] = {
    "id": "1_2",
    "message": "Fest",
    "created_time": "2026-11-22T12:00:00+0000",
    "permalink_url": "https://www.facebook.com/1_2",
    "attachments": {
        "data": [
            {
                "target": {"id": "1"},
                "unshimmed_url": "x",
                "subattachments": {"data": [{"target": {"id": "1"}}]},
            }
        ]
    },
}
GRAPH: Mapping[str, Any] = {
    **ROW,
    "page_story_id": "1_2",
    "success": True,
    "data": [ROW, {**ROW, "caption": "Fest", "timestamp": "2026-11-22T12:00:00+0000"}],
    "paging": {"cursors": {"after": "x"}, "next": ""},
    "images": [{"width": 8, "source": "https://x.example/1.jpg"}],
    "status_code": "FINISHED",
    "instagram_business_account": {"id": "1"},
    "name": "Verein",
}
TOKEN_FACTS: Mapping[str, Any] = {
    "id": "1",
    "data": {
        "type": "PAGE",
        "is_valid": True,
        "expires_at": 0,
        "data_access_expires_at": 1_800_000_000,
        "scopes": ["pages_manage_posts"],
        "config": {"quota_total": 50},
        "quota_usage": 1,
    },
}
REFUSAL: Mapping[str, Any] = {
    "error": {"code": 190, "error_subcode": 463, "message": "x", "is_transient": False, "fbtrace_id": "y"}
}
ITEM: Mapping[str, Any] = {
    "id": "1_2",
    "pk": 1,
    "code": "abc",
    "taken_at": 1_795_000_000,
    "caption": {"text": "Fest"},
    "device_timestamp": 1,
}
INSTAGRAM: Mapping[str, Any] = {
    "items": [ITEM, ITEM],
    "more_available": True,
    "next_max_id": "x",
    "media": ITEM,
    "user": {"username": "verein"},
    "did_delete": True,
    "status": "ok",
}


def _dump(document: object) -> bytes:
    return json.dumps(document).encode()


SEEDS: Mapping[str, tuple[bytes, ...]] = {
    "listing": (_FEED, _ATOM, _SITEMAP, _LIST, _dump(_JSON_FEED), _dump(_WORDPRESS)),
    "page": (_PAGE, _LIST),
    "note": (
        b"---\ntitle: Fest\ndate: 2026-11-22\n---\n# Fest\n\nEin **Fest** [hier](https://x.example/).\n",
    ),
    "settings": (
        b"BOT_HOLD=30m\nBOT_POSTING_WINDOWS=Mo-Fr 08:00-20:00; Sa 10:00-12:00\nBOT_TIMEZONE=Europe/Berlin\n",
    ),
    "time": ("nächsten Montag um 9:30".encode(), b"2026-11-23T09:30+01:00", b"in 2 h", b"31.12. 18 Uhr"),
    "caption": (
        "Das Fest\nLiebe Leser,\n\nam Samstag, 30.11., 15 Uhr: „Tanz“ @alle. Quelle: Stadt".encode(),
    ),
    "graph": (*(b"\0" + _dump(document) for document in (GRAPH, TOKEN_FACTS)), b"\3" + _dump(REFUSAL)),
    "instagram": (_dump(INSTAGRAM),),
}
"""By target."""

"""Which parameters and fields the stand-in knows: a subset of Meta's machine-readable Graph API spec.

Anything else is refused with error 100, so that a slip of the pen shows in a test and not in production.
Below it field expressions such as `id,attachments{media_type,target{id}}`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.sandbox.answers import graph_refused

EVERYWHERE = frozenset({"access_token", "appsecret_proof", "fields", "locale", "format", "pretty", "debug"})
PAGING = frozenset({"limit", "after", "before", "since", "until"})

PARAMETERS: Mapping[tuple[str, str, str], frozenset[str]] = {
    ("POST", "Page", "photos"): frozenset(
        {
            "alt_text_custom",
            "backdated_time",
            "backdated_time_granularity",
            "caption",
            "feed_targeting",
            "message",
            "name",
            "no_story",
            "place",
            "published",
            "scheduled_publish_time",
            "tags",
            "targeting",
            "temporary",
            "unpublished_content_type",
            "url",
            "vault_image_id",
        }
    ),
    ("POST", "Page", "feed"): frozenset(
        {
            "attached_media",
            "backdated_time",
            "backdated_time_granularity",
            "call_to_action",
            "client_mutation_id",
            "feed_targeting",
            "link",
            "message",
            "place",
            "published",
            "scheduled_publish_time",
            "tags",
            "targeting",
            "unpublished_content_type",
        }
    ),
    ("GET", "Page", "published_posts"): frozenset({"include_hidden", "limit", "show_expired", "with"}),
    ("GET", "Page", "feed"): frozenset({"include_hidden", "limit", "show_expired", "with"}),
    ("GET", "Page", "posts"): frozenset({"include_hidden", "limit", "q", "show_expired", "with"}),
    ("GET", "Page", ""): frozenset({"account_linking_token"}),
    ("POST", "PagePost", ""): frozenset(
        {"attached_media", "is_hidden", "is_pinned", "is_published", "message"}
    ),
    ("GET", "PagePost", ""): frozenset(),
    ("DELETE", "PagePost", ""): frozenset(),
    ("GET", "Photo", ""): frozenset(),
    ("DELETE", "Photo", ""): frozenset(),
    ("POST", "IGUser", "media"): frozenset(
        {
            "alt_text",
            "caption",
            "children",
            "collaborators",
            "image_url",
            "is_carousel_item",
            "location_id",
            "media_type",
            "user_tags",
        }
    ),
    ("POST", "IGUser", "media_publish"): frozenset({"creation_id"}),
    ("GET", "IGUser", "media"): frozenset({"since", "until"}),
    ("GET", "IGUser", "content_publishing_limit"): frozenset({"since"}),
    ("GET", "IGUser", ""): frozenset(),
    ("GET", "IGMedia", ""): frozenset(),
    ("DELETE", "IGMedia", ""): frozenset(),
    ("GET", "ShadowIGMediaBuilder", ""): frozenset(),
    ("GET", "User", "accounts"): frozenset({"is_place", "is_promotable"}),
}
"""(method, node type, edge) to what the specification lists and we understand."""

DOCUMENTED: Mapping[tuple[str, str, str], frozenset[str]] = {
    ("POST", "Page", "photos"): frozenset({"source"}),
}
"""Not in the specification but in the reference pages: the file part of a photo."""

FIELDS: Mapping[str, frozenset[str]] = {
    "Page": frozenset(
        {
            "access_token",
            "about",
            "category",
            "connected_instagram_account",
            "fan_count",
            "followers_count",
            "id",
            "instagram_business_account",
            "is_published",
            "link",
            "name",
            "username",
            "verification_status",
            "website",
        }
    ),
    "PagePost": frozenset(
        {
            "application",
            "created_time",
            "from",
            "full_picture",
            "id",
            "is_hidden",
            "is_published",
            "message",
            "permalink_url",
            "picture",
            "privacy",
            "scheduled_publish_time",
            "shares",
            "status_type",
            "story",
            "updated_time",
        }
    ),
    "Photo": frozenset(
        {
            "alt_text",
            "alt_text_custom",
            "created_time",
            "from",
            "height",
            "id",
            "images",
            "link",
            "name",
            "page_story_id",
            "picture",
            "source",
            "updated_time",
            "width",
        }
    ),
    "IGUser": frozenset(
        {"biography", "followers_count", "id", "ig_id", "media_count", "name", "username", "website"}
    ),
    "IGMedia": frozenset(
        {
            "alt_text",
            "caption",
            "comments_count",
            "id",
            "ig_id",
            "is_comment_enabled",
            "like_count",
            "media_product_type",
            "media_type",
            "media_url",
            "owner",
            "permalink",
            "shortcode",
            "timestamp",
            "username",
        }
    ),
    "ShadowIGMediaBuilder": frozenset({"id", "status", "status_code"}),
}
"""Node type to the fields it may be asked for."""

EDGES_AS_FIELDS: Mapping[str, frozenset[str]] = {
    "PagePost": frozenset({"attachments", "comments", "insights", "reactions"}),
    "IGMedia": frozenset({"insights"}),
}
UNSPECIFIED_FIELDS: Mapping[str, frozenset[str]] = {"Page": frozenset({"tasks"})}
"""`tasks` comes with /me/accounts only."""

Selection = dict[str, str]


def parse_fields(expression: str) -> Selection:
    """Top-level names, each with what stands in its braces. Raises Refused for unbalanced braces."""
    selection: Selection = {}
    for part in _split(expression):
        name, brace, rest = part.partition("{")
        if brace and not rest.endswith("}"):
            raise graph_refused(2500, f"Syntax error in the fields expression: {part[:60]}")
        selection[name.partition(".")[0].strip()] = rest[:-1] if brace else ""
    return selection


def _split(expression: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, letter in enumerate(expression):
        depth += (letter == "{") - (letter == "}")
        if letter == "," and depth == 0:
            yield expression[start:index]
            start = index + 1
    if expression[start:].strip():
        yield expression[start:]


def pick(
    node_type: str, expression: str, defaults: str, makers: Mapping[str, Callable[[], object]]
) -> dict[str, object]:
    """The asked fields of a node; `id` always comes along, empty ones stay out as on Graph."""
    selection = parse_fields(expression or defaults)
    known = (
        FIELDS[node_type]
        | EDGES_AS_FIELDS.get(node_type, frozenset())
        | UNSPECIFIED_FIELDS.get(node_type, frozenset())
    )
    for name in selection:
        if name not in known:
            raise graph_refused(
                100, f"(#100) Tried accessing nonexisting field ({name}) on node type ({node_type})"
            )
    made = {name: makers[name]() for name in {"id": "", **selection} if name in makers}
    return {name: value for name, value in made.items() if value is not None}


def graph_time(at: datetime) -> str:
    """Graph's way of writing a UTC time."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")

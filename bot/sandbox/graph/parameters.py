"""Which parameters and fields the stand-in knows: a subset of Meta's machine-readable Graph API spec.

Anything else is refused with error 100, so that a slip of the pen shows in a test and not in production.
"""

from collections.abc import Mapping

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

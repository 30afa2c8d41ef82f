"""Graph's rules for official Instagram publishing: container, status, publish, quota, reading back.

Not documented by Meta, so decided for the worst: publishing one container twice makes a second post.
"""

import json
from collections.abc import Callable
from datetime import timedelta

from bot.sandbox.answers import graph_refused, object_missing
from bot.sandbox.exchange import Response, json_answer
from bot.sandbox.graph.parameters import graph_time, parse_fields, pick
from bot.sandbox.graph.reading import describe_metric, turn_page
from bot.sandbox.graph.routes import Call
from bot.sandbox.graph.tokens import require
from bot.sandbox.instagram.state import Container, InstagramAccount
from bot.sandbox.platforms import Medium, Picture, parse_picture

LARGEST_IMAGE = 8 * 1024 * 1024
LONGEST_CAPTION = 2200
LONGEST_ALT_TEXT = 1000
MOST_HASHTAGS = 30
MOST_MENTIONS = 20
NARROWEST, WIDEST = 0.8, 1.91
ROUNDING = 0.005
CONTAINER_LIFE = timedelta(hours=24)
QUOTA_WINDOW = timedelta(hours=24)
MEDIA_DEFAULTS = "id"

FetchPicture = Callable[[str], bytes | None]
"""Reads a picture's address as Meta's crawler would; None when it cannot."""


class OfficialInstagram:
    """The rules for the professional account that belongs to the Page."""

    def __init__(self, account: InstagramAccount, fetch_picture: FetchPicture) -> None:
        self._account = account
        self._fetch_picture = fetch_picture

    def show_account(self, call: Call) -> Response:
        """GET /{ig}"""
        require(call.token, "instagram_basic")
        account = self._account
        makers = {
            "id": lambda: account.graph_id,
            "ig_id": lambda: int(account.user_id),
            "username": lambda: account.username,
            "name": lambda: account.full_name,
            "media_count": lambda: len(account.posts()),
            "followers_count": lambda: 655,
        }
        return json_answer(pick("IGUser", call.fields, "id", makers))

    def create_container(self, call: Call) -> Response:
        """POST /{ig}/media"""
        require(call.token, "instagram_content_publish")
        values = call.values
        _check_caption(values.get("caption", ""))
        if len(values.get("alt_text", "")) > LONGEST_ALT_TEXT:
            raise graph_refused(100, "(#100) Param alt_text is too long")
        children = _parse_children(values.get("children", ""))
        picture = (
            self._parse_children(children) if children else self._read_image(values.get("image_url", ""))
        )
        container = self._account.keep_container(
            picture, caption=values.get("caption", ""), alt_text=values.get("alt_text", "")
        )
        return json_answer({"id": container.id})

    def _parse_children(self, children: list[str]) -> Picture:
        pictures = [self._get_container(child).picture for child in children]
        if not 2 <= len(pictures) <= 10:
            raise graph_refused(100, "(#100) A carousel has 2 to 10 items")
        return pictures[0]

    def _read_image(self, url: str) -> Picture:
        if not url:
            raise graph_refused(100, "(#100) The parameter image_url is required")
        content = self._fetch_picture(url)
        if content is None:
            raise graph_refused(9004, "The media could not be fetched from this URI.", subcode=2207052)
        picture = parse_picture(content)
        if picture is None or picture.format != "JPEG":
            raise graph_refused(36001, "The image format is not supported. Use JPEG.", subcode=2207005)
        if len(content) > LARGEST_IMAGE:
            raise graph_refused(36000, "The image is too large. The limit is 8 MiB.", subcode=2207004)
        if not NARROWEST - ROUNDING <= picture.aspect <= WIDEST + ROUNDING:
            raise graph_refused(36003, "The image's aspect ratio is not supported.", subcode=2207009)
        return picture

    def show_container(self, call: Call) -> Response:
        """GET /{container}"""
        container = self._get_container(call.node)
        state = self._account.container_state(container, CONTAINER_LIFE)
        makers = {"id": lambda: container.id, "status_code": lambda: state.code, "status": lambda: state.text}
        return json_answer(pick("ShadowIGMediaBuilder", call.fields, "id", makers))

    def publish(self, call: Call) -> Response:
        """POST /{ig}/media_publish"""
        require(call.token, "instagram_content_publish")
        container = self._get_container(call.values.get("creation_id", ""))
        state = self._account.container_state(container, CONTAINER_LIFE)
        if state.code == "IN_PROGRESS":
            raise graph_refused(9007, "Media ID is not available", subcode=2207027)
        if state.code in {"ERROR", "EXPIRED"}:
            raise graph_refused(24, "The media could not be found.", subcode=2207006)
        if self._used() >= self._account.quota:
            raise graph_refused(
                9, "The user reached the maximum number of posts.", status=403, subcode=2207042
            )
        medium = self._account.publish_container(container)
        return json_answer({"id": medium.pk})

    def show_quota(self, call: Call) -> Response:
        """GET /{ig}/content_publishing_limit"""
        require(call.token, "instagram_content_publish")
        config = {"quota_total": self._account.quota, "quota_duration": int(QUOTA_WINDOW.total_seconds())}
        return json_answer({"data": [{"config": config, "quota_usage": self._used()}]})

    def list_media(self, call: Call) -> Response:
        """GET /{ig}/media: newest first."""
        require(call.token, "instagram_basic")
        if "insights" in parse_fields(call.fields):
            require(call.token, "instagram_manage_insights")
        media = {medium.pk: medium for medium in self._account.listed()}
        ids, paging = turn_page(list(media), call, f"{self._account.graph_id}/media")
        data = [self._describe(media[pk], call.fields) for pk in ids]
        return json_answer({"data": data, **paging})

    def show_medium(self, call: Call) -> Response:
        """GET /{media}"""
        require(call.token, "instagram_basic")
        return json_answer(self._describe(self._get_medium(call.node), call.fields))

    def delete_medium(self, call: Call) -> Response:
        """DELETE /{media}"""
        require(call.token, "instagram_content_publish")
        self._get_medium(call.node)
        self._account.drop_medium(call.node, who="app")
        return json_answer({"success": True, "deleted_id": call.node})

    def _describe(self, medium: Medium, fields: str) -> dict[str, object]:
        figures = self._account.figures.get(medium.pk, {})
        makers = {
            "id": lambda: medium.pk,
            "ig_id": lambda: medium.pk,
            "caption": lambda: medium.caption or None,
            "alt_text": lambda: medium.alt_text or None,
            "permalink": lambda: medium.permalink,
            "shortcode": lambda: medium.code,
            "timestamp": lambda: graph_time(medium.taken_at),
            "media_type": lambda: "IMAGE",
            "media_product_type": lambda: "FEED",
            "media_url": lambda: self._account.picture_url(medium),
            "username": lambda: self._account.username,
            "owner": lambda: {"id": self._account.graph_id},
            "is_comment_enabled": lambda: True,
            "like_count": lambda: figures.get("likes", 0),
            "comments_count": lambda: figures.get("comments", 0),
            "insights": lambda: describe_metric("reach", figures.get("reach")),
        }
        return pick("IGMedia", fields, MEDIA_DEFAULTS, makers)

    def _used(self) -> int:
        border = self._account.clock() - QUOTA_WINDOW
        return sum(1 for medium in self._account.posts() if medium.container_id and medium.taken_at > border)

    def _get_container(self, container_id: str) -> Container:
        container = self._account.containers.get(container_id)
        if container is None:
            raise graph_refused(24, "The requested resource does not exist", subcode=2207006)
        return container

    def _get_medium(self, pk: str) -> Medium:
        medium, account = self._account.media.get(pk), self._account
        if medium is None or account.whims.hides(medium.taken_at, account.clock()):
            raise object_missing(pk, "get")
        return medium


def _check_caption(caption: str) -> None:
    if len(caption) > LONGEST_CAPTION:
        raise graph_refused(36004, "The caption is too long.", subcode=2207010)
    words = caption.split()
    if sum(word.startswith("#") for word in words) > MOST_HASHTAGS:
        raise graph_refused(100, "(#100) Too many hashtags")
    if sum(word.startswith("@") for word in words) > MOST_MENTIONS:
        raise graph_refused(100, "(#100) Too many mentions")


def _parse_children(text: str) -> list[str]:
    if not text:
        return []
    try:
        return [str(child) for child in json.loads(text)] if text.startswith("[") else text.split(",")
    except ValueError:
        raise graph_refused(100, "(#100) Param children must be a list of ids") from None

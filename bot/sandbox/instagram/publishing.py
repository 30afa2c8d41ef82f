"""The private API's rules for posts: upload, configure, feed, info, edit, delete."""

import json
import re
from urllib.parse import parse_qs

from bot.sandbox.answers import private_refused
from bot.sandbox.exchange import Request, Response, json_answer
from bot.sandbox.instagram.state import InstagramAccount
from bot.sandbox.platforms import Medium, Picture, parse_picture

LONGEST_CAPTION = 2200
NARROWEST, WIDEST = 0.8, 1.915
ROUNDING = 0.01
PAGE = 12


class Publishing:
    """The rules for a logged-in client."""

    def __init__(self, account: InstagramAccount) -> None:
        self._account = account

    def show_account(self, request: Request) -> Response:  # noqa: ARG002 - every rule takes the request
        """GET accounts/current_user"""
        user = {**self._user(), "is_business": True, "biography": "", "external_url": None, "email": ""}
        return json_answer({"user": user, "status": "ok"})

    def show_nothing(self, request: Request) -> Response:  # noqa: ARG002
        """The reels tray and the timeline, both empty"""
        return json_answer({"tray": [], "feed_items": [], "more_available": False, "status": "ok"})

    def upload(self, request: Request) -> Response:
        """POST /rupload_igphoto/{name}: invisible, may be repeated"""
        wanted = _parse_json(request.headers.get("x-instagram-rupload-params", ""))
        upload_id = str(wanted.get("upload_id", ""))
        name = request.path.rpartition("/")[2]
        picture = parse_picture(request.body)
        if request.headers.get("x-entity-length") != str(len(request.body)):
            raise private_refused(
                "Partial upload", debug_info={"retriable": True, "type": "PartialRequestError"}
            )
        if picture is None or not name.startswith(f"{upload_id}_") or not upload_id.isdigit():
            raise private_refused("ProcessingFailedError", debug_info={"retriable": False})
        self._account.uploads[upload_id] = picture
        return json_answer({"upload_id": upload_id, "xsharing_nonces": {}, "status": "ok"})

    def configure(self, request: Request) -> Response:
        """POST media/configure: the one visible act.

        Whether Instagram refuses a second configure of one upload is unknown; here it makes a second post.
        """
        wanted = parse_signed(request)
        upload_id, caption = str(wanted.get("upload_id", "")), str(wanted.get("caption", ""))
        picture = self._account.uploads.get(upload_id)
        if picture is None:
            raise private_refused("media_needs_reupload", error_title="bad image input")
        _check_post(picture, caption)
        medium = self._account.keep_medium(
            picture,
            caption=caption,
            alt_text=str(wanted.get("custom_accessibility_caption", "")),
            upload_id=upload_id,
            container_id="",
        )
        return json_answer({"media": self._describe(medium), "upload_id": upload_id, "status": "ok"})

    def list_feed(self, request: Request) -> Response:
        """GET feed/user/{id}: newest first"""
        count = request.query.get("count", "")
        size = int(count) if count.isdigit() and int(count) > 0 else PAGE
        media = self._account.listed()
        last = request.query.get("max_id", "").partition("_")[0]
        start = next((index + 1 for index, medium in enumerate(media) if medium.pk == last), 0)
        rows = media[start : start + size]
        more = start + size < len(media)
        page = {"items": [self._describe(medium) for medium in rows], "num_results": len(rows)}
        next_page = {"next_max_id": self._id(rows[-1])} if more else {}
        return json_answer({**page, "more_available": more, **next_page, "status": "ok"})

    def show_medium(self, request: Request) -> Response:
        """GET media/{id}/info"""
        return json_answer({"items": [self._describe(self._get(request))], "num_results": 1, "status": "ok"})

    def edit(self, request: Request) -> Response:
        """POST media/{id}/edit_media"""
        medium = self._get(request)
        caption = str(parse_signed(request).get("caption_text", ""))
        if len(caption) > LONGEST_CAPTION:
            raise private_refused("Caption is too long.")
        return json_answer(
            {"media": self._describe(self._account.edit_medium(medium.pk, caption)), "status": "ok"}
        )

    def delete(self, request: Request) -> Response:
        """POST media/{id}/delete"""
        self._account.drop_medium(self._get(request).pk, who="app")
        return json_answer({"did_delete": True, "status": "ok"})

    def _get(self, request: Request) -> Medium:
        found = re.search(r"/media/(\d+)", request.path)
        medium = self._account.media.get(found[1]) if found else None
        if medium is None:
            raise private_refused("Media not found or unavailable")
        return medium

    def _id(self, medium: Medium) -> str:
        return f"{medium.pk}_{self._account.user_id}"

    def _user(self) -> dict[str, object]:
        account = self._account
        return {
            "pk": int(account.user_id),
            "pk_id": account.user_id,
            "username": account.username,
            "full_name": account.full_name,
            "is_private": False,
            "is_verified": False,
            "profile_pic_url": "https://scontent.cdninstagram.com/profile.jpg",
        }

    def _describe(self, medium: Medium) -> dict[str, object]:
        candidate = {"width": medium.width, "height": medium.height, "url": self._account.picture_url(medium)}
        taken = int(medium.taken_at.timestamp())
        caption = {"pk": medium.pk, "text": medium.caption, "created_at": taken, "media_id": medium.pk}
        return {
            "pk": int(medium.pk),
            "id": self._id(medium),
            "code": medium.code,
            "taken_at": taken,
            "device_timestamp": int(medium.device_timestamp or taken * 1_000_000),
            "media_type": 1,
            "product_type": "feed",
            "caption": caption if medium.caption else None,
            "accessibility_caption": medium.alt_text or None,
            "image_versions2": {"candidates": [candidate]},
            "original_width": medium.width,
            "original_height": medium.height,
            "user": self._user(),
            "like_count": 0,
            "comment_count": 0,
            "has_liked": False,
        }


def parse_signed(request: Request) -> dict[str, object]:
    """The JSON inside `signed_body=SIGNATURE.{...}`; empty when there is none."""
    body = parse_qs(request.body.decode("utf-8", "replace")).get("signed_body", [""])[0]
    return _parse_json(body.removeprefix("SIGNATURE."))


def _parse_json(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _check_post(picture: Picture, caption: str) -> None:
    if not NARROWEST - ROUNDING <= picture.aspect <= WIDEST + ROUNDING:
        raise private_refused("Uploaded image isn't in an allowed aspect ratio")
    if len(caption) > LONGEST_CAPTION:
        raise private_refused("Caption is too long.")

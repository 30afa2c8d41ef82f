"""What the stand-in Page holds, and what people may do to it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.sandbox.graph.tokens import EXPIRED, SHORT, Token, TokenBook, TokenKind
from bot.sandbox.ledger import Act, Ledger
from bot.sandbox.platforms import PagePost, Picture, Whims

PAGE_ID = "104857600001234"
APP_ID = "900100200300400"
USER_ID = "100064000000077"
PHOTO_HOST = "scontent.xx.fbcdn.net"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """An uploaded photo; `post_id` is set once it hangs on a post."""

    id: str
    picture: Picture
    caption: str
    alt_text: str
    created_at: datetime
    post_id: str = ""

    @property
    def url(self) -> str:
        return f"https://{PHOTO_HOST}/v/t39.30808-6/{self.id}_n.jpg?_nc_cat=100&oh=sandbox&oe=7FFFFFFF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post of the Page, public or not. `made_with`: the name of the app, empty for facebook.com."""

    id: str
    message: str
    link: str
    photo_ids: tuple[str, ...]
    created_at: datetime
    published: bool = True
    scheduled_at: datetime | None = None
    edited_at: datetime | None = None
    by_hand: bool = False
    made_with: str = "Verbund-Bot"

    @property
    def permalink(self) -> str:
        return f"https://www.facebook.com/{PAGE_ID}/posts/{self.id.partition('_')[2]}"


class FacebookPage:
    """The Page "Verbund der Vereine Auenstadt" and its surroundings."""

    name = "Verbund der Vereine Auenstadt"
    page_id = PAGE_ID
    app_id = APP_ID
    app_secret = "sandbox-app-secret"  # noqa: S105
    token = "EAAsandboxPageToken"  # noqa: S105
    user_token = "EAAsandboxUserToken"  # noqa: S105

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self.figures: dict[str, dict[str, int]] = {}
        self.ledger = ledger
        self.clock = clock
        self.tokens = TokenBook(clock)
        self.tokens.issue(self.token, TokenKind.PAGE, lasts=None)
        self.tokens.issue(self.user_token, TokenKind.USER, lasts=SHORT)
        self.tokens.issue(f"{self.app_id}|{self.app_secret}", TokenKind.APP, lasts=None)
        self.photos: dict[str, Photo] = {}
        self.stored: dict[str, Post] = {}
        self.listing_lag = timedelta(0)
        self.listing_lag_reads = 0
        self.unread: dict[str, int] = {}
        self.since_is_ignored = False
        self.duplicates_are_refused = False
        self.is_live = True
        self.usage, self.minutes_to_wait = 3, 0
        self.privacy_policy_url = "https://verbund.example/datenschutz"
        self.neighbours: dict[str, str] = {}
        self.whims = Whims()
        self.is_gone = False
        self.proof_is_demanded = False
        self._numbers = itertools.count(122100000000000101, 7)

    # what stands there

    def posts(self) -> tuple[PagePost, ...]:
        """All public posts, oldest first."""
        return tuple(self._show(post) for post in tuple(self.stored.values()) if post.published)

    def unpublished_photos(self) -> tuple[Photo, ...]:
        """Photos which hang on no post."""
        return tuple(photo for photo in tuple(self.photos.values()) if not photo.post_id)

    def _show(self, post: Post) -> PagePost:
        photos = [self.photos[photo_id] for photo_id in post.photo_ids if photo_id in self.photos]
        return PagePost(
            id=post.id,
            message=post.message,
            photo_ids=post.photo_ids,
            pictures=tuple(photo.picture.content for photo in photos),
            alt_texts=tuple(photo.alt_text for photo in photos),
            link=post.link,
            created_at=post.created_at,
            permalink=post.permalink,
            edited_at=post.edited_at,
        )

    # what people do

    def expire_token(self, token: str | None = None) -> None:
        """The Page token (or another one) is past its time."""
        self.tokens.change(token or self.token, problem=EXPIRED)

    def renew_token(self, token: str | None = None) -> None:
        """The token is good again, with all its rights."""
        value = token or self.token
        fresh = self.tokens.issue(
            value, TokenKind.PAGE if value == self.token else TokenKind.USER, lasts=None
        )
        self.tokens.change(value, problem=None, scopes=fresh.scopes)

    def let_token_end(self, at: datetime, *, data_access_at: datetime | None = None) -> None:
        """Give the Page token an end in the future, as debug_token shows it."""
        self.tokens.change(self.token, expires_at=at)
        if data_access_at is not None:
            self.tokens.change(self.token, data_access_expires_at=data_access_at)

    def revoke(self, permission: str) -> None:
        """Take one permission away from the Page token."""
        token = self.tokens.find(self.token)
        assert token is not None
        self.tokens.change(self.token, scopes=token.scopes - {permission})

    def grant(self, permission: str) -> None:
        """Give the Page token one right more."""
        token = self.tokens.find(self.token)
        assert token
        self.tokens.change(self.token, scopes=token.scopes | {permission})

    def react(self, post_id: str, **figures: int) -> None:
        """What people did with a post: reactions, comments, shares, reach."""
        self.figures[post_id] = figures

    def delete_post(self, post_id: str) -> None:
        """Somebody deletes a post by hand."""
        self.drop_post(post_id, "by_hand")

    def post_by_hand(self, message: str, link: str = "", *, made_with: str = "") -> str:
        """Somebody posts on facebook.com, or with an app of Meta's; the id."""
        post_id = f"{self.page_id}_{self.next_id()}"
        post = Post(
            id=post_id,
            message=message,
            link=link,
            photo_ids=(),
            created_at=self.clock(),
            by_hand=True,
            made_with=made_with,
        )
        self.keep_post(post)
        return post_id

    def vanish(self) -> None:
        """The Page is deleted, or hidden from the app."""
        self.is_gone = True

    def demand_proof(self) -> None:
        """From now on every call needs appsecret_proof."""
        self.proof_is_demanded = True

    def set_listing_lag(self, *, time: timedelta = timedelta(0), reads: int = 0) -> None:
        """A fresh post is missing from the listing for some time, or in its first `reads` readings."""
        self.listing_lag = time
        self.listing_lag_reads = reads

    def ignore_since(self) -> None:
        """From now on `since` and `until` have no effect."""
        self.since_is_ignored = True

    def refuse_duplicates(self) -> None:
        """From now on an equal consecutive message is refused with 506, a photo used twice with 1366051."""
        self.duplicates_are_refused = True

    def use_up(self, percent: int, *, minutes: int = 0) -> None:
        """From now on the headers say that so much of the calls allowed is used up, and for how long."""
        self.usage, self.minutes_to_wait = percent, minutes

    def set_development_mode(self) -> None:
        """What the app posts is seen only by people with a role in it."""
        self.is_live = False

    def remove_privacy_policy(self) -> None:
        """The app has no privacy policy any more, and so is not Live."""
        self.privacy_policy_url = ""
        self.set_development_mode()

    def add_neighbour(self, page_id: str, name: str) -> str:
        """The same person manages another Page, of which this world plays the token only; that token."""
        self.neighbours[page_id] = name
        token = f"{self.token}Of{page_id}"
        self.tokens.issue(token, TokenKind.PAGE, lasts=None)
        self.tokens.change(token, page_id=page_id)
        return token

    # what the rules do

    def open_with(self, user: Token) -> str:
        """The Page token that a user token leads to; it dies with that one unless that is long-lived."""
        if user.expires_at is None or user.expires_at - user.issued_at > SHORT:
            return self.token
        left = user.expires_at - self.clock()
        return self.tokens.issue(f"{self.token}Brief", TokenKind.PAGE, lasts=left).value

    def next_id(self) -> str:
        """A fresh object id."""
        return str(next(self._numbers))

    def keep_photo(self, picture: Picture, *, caption: str, alt_text: str) -> Photo:
        """Store an uploaded photo, invisible as long as it hangs on no post."""
        photo = Photo(
            id=self.next_id(), picture=picture, caption=caption, alt_text=alt_text, created_at=self.clock()
        )
        self.photos[photo.id] = photo
        self.ledger.note_effect(Act.CREATED, "facebook.photos", photo.id)
        return photo

    def keep_post(self, post: Post) -> None:
        """Store a post and hang its photos on it."""
        self.stored[post.id] = replace(post, message=self.whims.take_text(post.message))
        self.unread[post.id] = self.listing_lag_reads
        for photo_id in post.photo_ids:
            self.photos[photo_id] = replace(self.photos[photo_id], post_id=post.id)
        self.ledger.note_effect(Act.CREATED, "facebook.feed", post.id, published=str(post.published).lower())

    def edit_post(self, post_id: str, message: str) -> None:
        """Change a post's text."""
        shown = self.whims.take_text(message)
        self.stored[post_id] = replace(self.stored[post_id], message=shown, edited_at=self.clock())
        self.ledger.note_effect(Act.EDITED, "facebook.edit", post_id)

    def drop_post(self, post_id: str, who: str) -> None:
        """Remove a post; its photos go with it, as on Facebook."""
        post = self.stored.pop(post_id)
        for photo_id in post.photo_ids:
            self.photos.pop(photo_id, None)
        self.ledger.note_effect(Act.DELETED, "facebook.delete", post_id, who=who)

    def drop_photo(self, photo_id: str) -> None:
        """Remove one photo."""
        del self.photos[photo_id]
        self.ledger.note_effect(Act.DELETED, "facebook.delete", photo_id, who="app")

    def listed(self) -> list[Post]:
        """Public posts as the listing shows them now: newest first, fresh ones perhaps missing."""
        border = self.clock() - self.listing_lag
        shown = []
        for post in reversed(self.stored.values()):
            if self.unread[post.id] > 0:
                self.unread[post.id] -= 1
            elif post.published and (post.created_at <= border or not self.listing_lag):
                shown.append(post)
        return shown

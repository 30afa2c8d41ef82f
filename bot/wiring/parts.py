"""Makes the expensive parts from the settings; each imports its room only when asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import resources
from bot.channels import accounts
from bot.domain.ports import Notifier, Publisher
from bot.domain.post import Channel
from bot.settings import Settings
from bot.wiring.late import LatePublisher

if TYPE_CHECKING:
    from bot.archive.http_archive import HttpArchive
    from bot.compose.composer import Composer


INSTAGRAM_PAUSE = timedelta(milliseconds=500)
"""Before each call of Instagram's private API; a post needs two or three."""


def make_archive(
    settings: Settings, clock: Callable[[], datetime], named: Sequence[str] = ()
) -> "HttpArchive":
    """The reader of the configured sources, and of addresses a person named on the command line."""
    from bot.archive.http_archive import HttpArchive
    from bot.archive.selectors import load_selectors

    return HttpArchive(
        sources=(*settings.archive_urls, *named),
        selectors=load_selectors(settings.home / "templates" / "sources.toml"),
        timeout=settings.http_timeout,
        clock=clock,
    )


def make_composer(settings: Settings, fetch_photo: Callable[[str], bytes]) -> "Composer":
    """The composer, with the instance's templates before the packaged ones."""
    from bot.compose.composer import Composer
    from bot.compose.picture import Brand

    logo = settings.home / settings.brand_logo if settings.brand_logo else None
    return Composer(
        brand=Brand(name=settings.brand_name, color=settings.brand_color, logo=logo),
        template_dirs=resources.list_layers(settings.home, "templates"),
        media_dir=settings.home / "media",
        timezone=settings.timezone,
        language=settings.language,
        link_tags=settings.link_tags,
        photo_credits=settings.photo_credits,
        fetch_photo=fetch_photo,
    )


def make_publishers(settings: Settings, clock: Callable[[], datetime]) -> Mapping[Channel, Publisher]:
    """One publisher per channel that is switched on; neither clients nor the network are touched."""
    publishers: dict[Channel, Publisher] = {}
    if settings.facebook_page_id:
        publishers[Channel.FACEBOOK] = LatePublisher(
            Channel.FACEBOOK,
            accounts.name_facebook(settings.facebook_page_id),
            lambda: _make_facebook(settings, clock),
        )
    if settings.instagram_backend == "graph":
        publishers[Channel.INSTAGRAM] = LatePublisher(
            Channel.INSTAGRAM,
            accounts.name_linked_instagram(settings.facebook_page_id),
            lambda: _make_instagram_graph(settings, clock),
        )
    elif settings.instagram_username:
        publishers[Channel.INSTAGRAM] = LatePublisher(
            Channel.INSTAGRAM,
            accounts.name_instagram(settings.instagram_username),
            lambda: _make_instagram(settings, clock),
        )
    return publishers


def _make_facebook(settings: Settings, clock: Callable[[], datetime]) -> Publisher:
    from bot.channels.facebook import FacebookPage

    return FacebookPage(
        page_id=settings.facebook_page_id,
        token=settings.facebook_token.get_secret_value(),
        app_id=settings.facebook_app_id,
        app_secret=settings.facebook_app_secret.get_secret_value(),
        graph_version=settings.facebook_graph_version,
        style=settings.facebook_style,
        timeout=settings.http_timeout,
        clock=clock,
        language=settings.language,
    )


def _make_instagram(settings: Settings, clock: Callable[[], datetime]) -> Publisher:
    from bot.channels.instagram import InstagramProfile

    return InstagramProfile(
        username=settings.instagram_username,
        password=settings.instagram_password.get_secret_value(),
        totp_seed=settings.instagram_totp_seed.get_secret_value(),
        session_file=settings.home / "state" / "instagram-session.json",
        pause=INSTAGRAM_PAUSE,
        timeout=settings.http_timeout,
        clock=clock,
        language=settings.language,
    )


def _make_instagram_graph(settings: Settings, clock: Callable[[], datetime]) -> Publisher:
    from bot.channels.instagram_graph import InstagramGraph

    return InstagramGraph(
        page_id=settings.facebook_page_id,
        token=settings.facebook_token.get_secret_value(),
        app_id=settings.facebook_app_id,
        app_secret=settings.facebook_app_secret.get_secret_value(),
        graph_version=settings.facebook_graph_version,
        public_media_url=settings.public_media_url,
        timeout=settings.http_timeout,
        clock=clock,
        language=settings.language,
    )


def make_notifier(settings: Settings) -> Notifier | None:
    """Apprise, when somebody wants to be told."""
    if not settings.notify_urls:
        return None
    from bot.notify import AppriseNotifier

    return AppriseNotifier([url.get_secret_value() for url in settings.notify_urls])

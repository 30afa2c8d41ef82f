"""The table of Graph's rules: which call goes to which rule."""

from bot.sandbox.graph.identity import Identity
from bot.sandbox.graph.official_instagram import FetchPicture, OfficialInstagram
from bot.sandbox.graph.publishing import Publishing
from bot.sandbox.graph.reading import Reading
from bot.sandbox.graph.routes import GraphRoutes, Rule, Rules
from bot.sandbox.graph.state import USER_ID, FacebookPage
from bot.sandbox.instagram.state import InstagramAccount

FIXED = {"debug_token": "DebugToken", "oauth/access_token": "AccessToken", USER_ID: "User"}


def graph_desk(page: FacebookPage, account: InstagramAccount, fetch_picture: FetchPicture) -> GraphRoutes:
    """Graph for this Page and the Instagram account linked to it."""

    def type_of(node: str) -> str:
        known = FIXED | {page.page_id: "Page", page.app_id: "Application", account.graph_id: "IGUser"}
        if node in known:
            return known[node]
        if "_" in node:
            return "PagePost"
        if node in account.containers:
            return "ShadowIGMediaBuilder"
        return "IGMedia" if account.knows(node) else "Photo"

    return GraphRoutes(page, _rules(page, account, fetch_picture), type_of)


def _rules(page: FacebookPage, account: InstagramAccount, fetch_picture: FetchPicture) -> Rules:
    publishing, reading = Publishing(page), Reading(page, lambda: account.graph_id)
    identity = Identity(page, reading)
    official = OfficialInstagram(account, fetch_picture)
    return {
        ("POST", "Page", "photos"): Rule("facebook.photos", publishing.create_photo),
        ("POST", "Page", "feed"): Rule("facebook.feed", publishing.create_post),
        ("POST", "PagePost", ""): Rule("facebook.edit", publishing.edit_post),
        ("DELETE", "PagePost", ""): Rule("facebook.delete", publishing.delete_post),
        ("DELETE", "Photo", ""): Rule("facebook.delete", publishing.delete_photo),
        ("GET", "Page", ""): Rule("facebook.page", reading.show_page),
        ("GET", "Page", "published_posts"): Rule("facebook.published_posts", reading.list_posts),
        ("GET", "Page", "posts"): Rule("facebook.published_posts", reading.list_posts),
        ("GET", "Page", "feed"): Rule("facebook.published_posts", reading.list_posts),
        ("GET", "PagePost", ""): Rule("facebook.post", reading.show_post),
        ("GET", "Photo", ""): Rule("facebook.photo", reading.show_photo),
        ("GET", "User", ""): Rule("facebook.page", identity.show_user),
        ("GET", "User", "accounts"): Rule("facebook.accounts", identity.list_accounts),
        ("GET", "Page", "accounts"): Rule("facebook.accounts", identity.list_accounts),
        ("GET", "DebugToken", ""): Rule("facebook.debug_token", identity.debug_token),
        ("GET", "AccessToken", ""): Rule("facebook.access_token", identity.exchange_token, needs_token=False),
        ("GET", "Application", ""): Rule("facebook.app", identity.show_app),
        ("GET", "IGUser", ""): Rule("graph_instagram.account", official.show_account),
        ("POST", "IGUser", "media"): Rule("graph_instagram.container", official.create_container),
        ("GET", "ShadowIGMediaBuilder", ""): Rule("graph_instagram.status", official.show_container),
        ("POST", "IGUser", "media_publish"): Rule("graph_instagram.publish", official.publish),
        ("GET", "IGUser", "content_publishing_limit"): Rule("graph_instagram.quota", official.show_quota),
        ("GET", "IGUser", "media"): Rule("graph_instagram.media", official.list_media),
        ("GET", "IGMedia", ""): Rule("graph_instagram.media", official.show_medium),
        ("DELETE", "IGMedia", ""): Rule("facebook.delete", official.delete_medium),
    }

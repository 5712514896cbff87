"""What must hold over the whole tree, whoever adds a page, a template or a query."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# Addresses that ask no permission, each with its reason.
OPEN_TO_ALL = {
    "api:token": "asks for the secret of a client",
    "api:revoke": "the same",
    "awake": "says nothing, keeps a session alive",
    "healthz": "the process answers, to the supervisor",
    "metrics": "asks for the operator's token",
    "readyz": "the services answer, to the supervisor",
    "legal": "mentions légales",
    "pause": "where « Quitter rapidement » leads",
    "home": "shows to each role its own page",
    "territories:commune_suggestions": "public names of communes, for any signed-in person",
    "territories:neighbours": "the same",
}
FOREIGN_PREFIXES = ("account_", "mfa_", "demo", "accounts:accept", "accounts:invitation")


def named_views(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, object]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_views(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback


def test_every_view_says_who_may_open_it() -> None:
    unguarded = {
        name
        for name, view in named_views(get_resolver())
        if not name.startswith(FOREIGN_PREFIXES)
        and name not in OPEN_TO_ALL
        and not hasattr(view, "required_permissions")
        # A route for software says which scope opens each of its methods.
        and not getattr(getattr(view, "cls", None), "scopes", None)
    }

    assert unguarded == set()


def test_every_template_is_used() -> None:
    """A template that no view, tag or other template names is dead."""
    root = settings.BASE_DIR / "templates"
    # These are found by their conventional names: error pages by Django, pages of accounts and widgets by allauth.
    conventional = re.compile(r"^(\d{3}(_csrf)?\.html|(account|mfa|allauth|django)/.*)$")
    sources = [*settings.BASE_DIR.glob("*/**/*.py"), *root.glob("**/*.html"), *root.glob("**/*.txt")]
    text = "\n".join(
        source.read_text()
        for source in sources
        if not {".venv", "node_modules", "var", "tests"} & set(source.relative_to(settings.BASE_DIR).parts)
    )
    names = {str(path.relative_to(root)) for path in root.glob("**/*.*")}

    assert {name for name in names if name not in text and not conventional.match(name)} == set()


@pytest.mark.parametrize("forbidden", [r"<script>", r"<style", r"\sstyle=", r"\son[a-z]+=\"", r"https?://(?!127)"])
def test_no_template_has_inline_code_or_another_host(forbidden: str) -> None:
    """The Content-Security-Policy would refuse it, and a page view must tell nobody anything."""
    allowed = {"mentions.html"}  # links that a reader follows by herself, to the sources of the data
    offenders = [
        str(path.relative_to(settings.BASE_DIR))
        for path in (settings.BASE_DIR / "templates").glob("**/*.html")
        if path.name not in allowed
        and re.search(forbidden, re.sub(r"{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.S))
    ]

    assert offenders == []

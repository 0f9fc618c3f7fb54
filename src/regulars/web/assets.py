"""The styles and scripts of the pages: addressed by their content, compressed once, kept by browsers for good."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}
FOREVER = "public, max-age=31536000, immutable"
NIGHT = "night.css"

router = APIRouter()


@dataclass(frozen=True)
class Asset:
    """One file as it is served."""

    name: str
    content: bytes

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits that change with the content."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def compressed(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    @property
    def kind(self) -> str:
        return KINDS[self.name.rpartition(".")[2]]


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name: those of the pages, those that the report shares with them, and the night made of its tokens."""
    shared = files("regulars").joinpath("static")
    found = _within(shared) | _within(files("regulars.web").joinpath("static"))
    return found | {NIGHT: Asset(NIGHT, night(found["tokens.css"].content.decode()).encode())}


def _within(folder: Traversable, above: str = "") -> dict[str, Asset]:
    found: dict[str, Asset] = {}
    for entry in folder.iterdir():
        name = above + entry.name
        if entry.is_dir():
            found |= _within(entry, f"{name}/")
        elif entry.name.rpartition(".")[2] in KINDS:
            found[name] = Asset(name, entry.read_bytes())
    return found


def night(tokens: str) -> str:
    """The dark tokens for whoever chose them, whatever the device prefers: written once, in tokens.css, and taken from there."""
    dark = re.search(r":root:not\(\[data-theme=\"light\"\]\) \{(.*?)\n  \}", tokens, re.DOTALL)
    if dark is None:
        raise ValueError("tokens.css has no dark tokens")
    return f'@media screen {{ :root[data-theme="dark"] {{{dark[1]}\n}} }}\n'


def address(name: str) -> str:
    """Where a file is found; the address changes with its content."""
    return f"/static/{assets()[name].hash}/{name}"


@router.get("/static/{version}/{name:path}", include_in_schema=False)
def asset(request: Request, version: str, name: str) -> Response:
    """One file, compressed for whoever takes it; an old address leads to the new content, which is not kept."""
    found = assets().get(name)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOREVER if version == found.hash else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.compressed, media_type=found.kind, headers=headers | {"Content-Encoding": "gzip"})
    return Response(found.content, media_type=found.kind, headers=headers)

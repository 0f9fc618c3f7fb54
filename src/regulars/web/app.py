"""The app: its pages, its shield, its errors."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from regulars.web import assets, faults, pages, security


def create(folder: Path, *, hosts: Iterable[str] = (), states: bool = False) -> FastAPI:
    """The app of the shop in a folder.

    `hosts`: further names it may be asked for under; `*` for any. `states`: with the page that shows every component, for tests. While the shop has
    nobody who may log in, `/first?key=` with a key of `books.keys.make()` makes the owner's account.
    """
    from regulars.store.books import Books

    app = FastAPI(title="Regulars", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(security.guarded)])
    app.state.folder, app.state.books, app.state.key = folder, Books.open(folder), security.key_of(folder)
    app.state.watched = False  # whether somebody opens new editions beside the answering
    found = list(_pages(states))
    for router in [assets.router, *(page.router for page in found)]:
        app.include_router(router)
    faults.install(app)
    larger = {path: size for page in found for path, size in getattr(page, "LARGER", {}).items()}
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(security.Shield, key=app.state.key, answer=faults.answer, hosts=hosts, larger=larger)
    return app


def _pages(states: bool) -> Iterator[ModuleType]:
    """Every page: a module of `pages/` with a `router`; `LARGER` says which of its paths take larger bodies than a form, in bytes."""
    for found in pkgutil.iter_modules(pages.__path__):
        page = import_module(f"{pages.__name__}.{found.name}")
        if hasattr(page, "router") and (states or found.name != "states"):
            yield page

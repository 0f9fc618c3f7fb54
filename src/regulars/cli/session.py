"""What every command knows: the language, the form of the answer, and where the shop is."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from regulars.cli.answer import Answer
from regulars.errors import Busy, NotFound, Where
from regulars.words import Words

if TYPE_CHECKING:
    import typer

    from regulars.edition import Edition
    from regulars.shop import Shop

FILE = "shop.toml"
CLASSIFYING = Words("Đang xếp khách vào nhóm", "Sorting customers into classes")


@dataclass(frozen=True)
class Session:
    """The options of every command, as they were given."""

    lang: str
    as_json: bool = False
    folder: Path | None = None

    def named(self) -> Path | None:
        """The folder that --shop or REGULARS_SHOP names."""
        named = self.folder or os.environ.get("REGULARS_SHOP")
        return Path(named) if named else None

    def found(self) -> Path | None:
        """The folder of the shop: as named, else the nearest parent folder with a shop.toml; null where there is none."""
        named = self.named()
        if named is not None:
            return named if (named / FILE).is_file() else None
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if (folder / FILE).is_file()), None)

    def place(self) -> Path:
        """The folder of the shop, or where one would be made: as named, else the current folder."""
        return self.found() or self.named() or Path.cwd()

    @contextmanager
    def shop(self, *, to_change: bool = False) -> Iterator[Shop]:
        """The shop, open; `NotFound` where there is none. While another process has it: its latest edition, unless it is `to_change`, else `Busy`."""
        import regulars

        folder = self.found()
        if folder is None:
            raise no_shop(self.named())
        try:
            shop = regulars.open(folder, create=False)
        except Busy:
            edition = None if to_change else _edition(folder)
            if edition is None:
                raise
            with edition.quiet() as printed:
                yield printed
            return
        with shop:
            yield shop

    def changing(self, kind: str, arguments: Mapping[str, object], here: Callable[[], Answer]) -> Answer:
        """Change the shop `here`; while a server has it, let its worker do the same as a job of a kind, and answer with what came of it."""
        try:
            return here()
        except Busy:
            folder, queue = self.found(), _queue()
            answer = queue.joined(self.lang, folder, kind, arguments) if folder and queue else None
            if answer is None:
                raise
            return answer

    @contextmanager
    def shop_if_any(self) -> Iterator[Shop | None]:
        """The shop, open; null where there is none and none was named."""
        if self.found() is None and self.named() is None:
            yield None
        else:
            with self.shop() as shop:
                yield shop


def _edition(folder: Path) -> Edition | None:
    from regulars.edition import Edition

    return Edition.latest(folder)


def _queue() -> ModuleType | None:
    """Joining a server's queue; null where what a server needs is not installed, and there can be none."""
    try:
        from regulars.cli import queue
    except ImportError:
        return None
    return queue


def session(context: typer.Context) -> Session:
    """The options given to every command."""
    return context.find_object(Session) or Session("vi")


def answered(shop: Shop, as_of: dt.date, data: object, show: Any, *, warnings: tuple[Words, ...] = ()) -> Answer:
    """An answer made of the shop's numbers of a day, which says how fresh they are."""
    return Answer(data, show, warnings=warnings, freshness=shop.freshness(as_of))


def no_shop(named: Path | None) -> NotFound:
    return NotFound(
        Words("Không thấy tiệm nào ở đây.", "There is no shop here."),
        seen=str(named or Path.cwd()),
        todo=Words(
            "Nhập một tệp đơn hàng: regulars import TỆP. Hoặc chỉ ra tiệm: --shop THƯ_MỤC. Hoặc xem thử: regulars demo",
            "Import an orders file: regulars import FILE. Or name the shop: --shop FOLDER. Or look at one: regulars demo",
        ),
        where=Where(file=FILE),
        code="no_shop",
    )

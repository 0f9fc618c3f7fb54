"""`regulars demo`: a whole demo shop, made, imported, sorted and reported on in one command."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars.cli.answer import Answer
from regulars.cli.classify import Sorted, counted
from regulars.cli.classify import data as counts
from regulars.cli.classify import shown as counts_shown
from regulars.cli.session import CLASSIFYING, FILE, Session, answered, session
from regulars.cli.speech import argument, option, told
from regulars.cli.waiting import Told, progress
from regulars.errors import InputError, Where
from regulars.words import LANGUAGES, Words, number

if TYPE_CHECKING:
    from regulars.demo import DemoFiles
    from regulars.demo.recovered import Recovered
    from regulars.intake.report import ImportReport
    from regulars.shop import Shop

NAME = "demo"
HELP = told(
    "Tạo một tiệm mẫu, nhập, xếp nhóm và viết báo cáo.",
    "Make a demo shop, import it, sort it and report on it.",
)
MARK = "demo.json"
FILES = "files"
MAKING = Words("Đang làm tiệm mẫu", "Making the demo shop")
READING = Words("Đang nhập các tệp", "Importing the files")
WRITING = Words("Đang viết báo cáo", "Writing the reports")
LOOK = Words("Xem báo cáo (tiếng Việt): {uri}", "The report (Vietnamese): {uri}")
LOOK_EN = Words("Xem báo cáo (tiếng Anh): {uri}", "The report (English): {uri}")
SOURCES = Words("Các tệp đã nhập: {path}", "The files it came from: {path}")
AS_EXPORTED = Words("Tệp như {platform} xuất ra: {path}", "Files as {platform} exports them: {path}")
AGAINST_TRUTH = Words("So với sự thật về khách mẫu", "Held against the truth about these made-up people")
TRY = Words("Thử tiếp:", "Then try:")
READ = Words(
    "Đã nhập {rows} dòng; {refused} dòng hỏng được giữ riêng trong quarantine/.",
    "{rows} rows imported; spoilt rows kept aside in quarantine/: {refused}.",
)


Exported = Mapping[str, tuple[Path, ...]]


@dataclass(frozen=True)
class Done:
    """What a demo left behind."""

    files: DemoFiles
    exported: Exported
    report: ImportReport
    found: Sorted
    recovered: tuple[Recovered, ...]
    pages: Mapping[str, Path]
    someone: str


def command(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        argument("FOLDER", vi="Thư mục của tiệm mẫu; không ghi thì là demo-shop.", en="Folder of the demo shop; left out, demo-shop."),
    ] = None,
    customers: Annotated[
        int | None,
        option(
            "--customers",
            vi="Số khách; không ghi thì theo ngành.",
            en="How many customers; left out, as the trade has.",
            min=1,
            metavar="N",
        ),
    ] = None,
    lines: Annotated[
        int | None,
        option("--lines", vi="Số dòng hàng, thay cho số khách.", en="How many invoice lines, instead of customers.", min=14, metavar="N"),
    ] = None,
    seed: Annotated[
        int, option("--seed", vi="Hạt giống: cùng số thì cùng tiệm.", en="Seed: the same number makes the same shop.", min=0, metavar="N")
    ] = 7,
    trade: Annotated[
        str,
        option(
            "--trade",
            vi="Ngành hàng: coffee, grocer, furniture, subscription, marketplace, fashion, tiny hay old.",
            en="The trade: coffee, grocer, furniture, subscription, marketplace, fashion, tiny or old.",
            metavar="NAME",
        ),
    ] = "coffee",
    exports: Annotated[
        list[str] | None,
        option(
            "--export",
            vi="Ghi thêm đơn của kênh ấy như nền tảng xuất ra: kiotviet, shopee, tiktok hay shopify; ghi được nhiều lần.",
            en="Also write that channel's orders as the platform exports them: kiotviet, shopee, tiktok or shopify; may be given several times.",
            metavar="PLATFORM",
        ),
    ] = None,
    only_orders: Annotated[
        bool,
        option(
            "--only-orders",
            vi="Không làm lượt ghé web, phản hồi, khảo sát, giới thiệu và đồng ý.",
            en="Leave out web visits, contacts, answers, referrals and consents.",
        ),
    ] = False,
    replace: Annotated[bool, option("--replace", vi="Thay tiệm mẫu đang có ở đó.", en="Replace the demo shop that is there.")] = False,
) -> Answer:
    asked = session(context)
    place = folder or asked.folder or Path("demo-shop")
    arguments = {"customers": customers, "lines": lines, "seed": seed, "trade": trade} | ({"further": False} if only_orders else {})
    _make_room(place, arguments, replace)
    return _run(asked, place, arguments, exports or ())


def _make_room(place: Path, arguments: Mapping[str, object], replace: bool) -> None:
    """Only an empty folder or a demo shop is written to; a demo made otherwise goes when `--replace` says so."""
    mark = place / MARK
    if not mark.is_file():
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise _taken(place)
    elif json.loads(mark.read_text("utf-8")) != arguments:
        if not replace:
            raise _other_demo(place)
    elif not replace:
        return
    for path in place.glob("*") if mark.is_file() else ():
        if path.name in (FILE, "analytics.duckdb", "analytics.duckdb.wal", "shop.sqlite", "shop.sqlite-wal", "shop.sqlite-shm"):
            path.unlink()
    shutil.rmtree(place / "editions", ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps(arguments), "utf-8")


def _run(asked: Session, place: Path, arguments: Mapping[str, Any], platforms: Sequence[str]) -> Answer:
    import regulars
    from regulars import settings

    with progress(asked.lang, MAKING) as tell:
        files = _files(place, arguments, tell)
        exported = _exported(files, platforms)
        if not (place / FILE).exists():
            settings.write(place, name=files.shop.of(asked.lang), currency="VND", served_provinces=files.serves, category_level=2)
        with regulars.open(place) as shop:
            done = _sorted(shop, files, exported, arguments["trade"], tell)
            data = _data(done, asked.lang, place)
            return answered(shop, done.found.classes.as_of, data, lambda lang: _shown(done, place, lang))


def _files(place: Path, arguments: Mapping[str, Any], tell: Told) -> DemoFiles:
    from regulars import demo

    return demo.make(place / FILES, **arguments, progress=lambda share: tell(MAKING, share))


def _exported(files: DemoFiles, platforms: Sequence[str]) -> Exported:
    from regulars.demo.exports import export

    return {platform: export(files, platform) for platform in dict.fromkeys(platforms)}


def _sorted(shop: Shop, files: DemoFiles, exported: Exported, trade: str, tell: Told) -> Done:
    tell(READING, None)
    report = shop.load(*files.importable, progress=tell)
    tell(CLASSIFYING, None)
    found = counted(shop, None, ["ladder", "lifecycle", "value"])
    tell(WRITING, None)
    pages = {lang: shop.report(lang=lang).resolve() for lang in LANGUAGES}
    return Done(files, exported, report, found, _recovered(shop, files, trade), pages, _someone(shop))


def _recovered(shop: Shop, files: DemoFiles, trade: str) -> tuple[Recovered, ...]:
    """What was found, held against the truth; also written beside it."""
    from regulars.demo import recovered

    known = shop.customers().ibis.select(*recovered.COLUMNS).to_pyarrow().to_pylist()
    found = recovered.recovered(known, files.truth, trade)
    recovered.write(found, files.truth.parent)
    return found


def _told(found: Sequence[Recovered], lang: str) -> Iterator[str]:
    """The two or three findings that matter most."""
    from regulars.demo.recovered import TOLD

    yield from (each.sentence().of(lang) for each in found if each.id in TOLD)


def _someone(shop: Shop) -> str:
    """A customer worth asking about: of those slipping away, the one who spent most in a year."""
    people = shop.customers().ibis
    best = people.order_by((people.lifecycle == "slipping").desc(), people.spend_365d.desc(), "customer_id").limit(1)
    return best.select("customer_id").to_pyarrow().to_pylist()[0]["customer_id"]


def _data(done: Done, lang: str, place: Path) -> dict[str, object]:
    return {
        "shop": str(place.resolve()),
        "files": [str(path.resolve()) for path in done.files.importable],
        "truth": str(done.files.truth.resolve()),
        "exports": {platform: [str(path.resolve()) for path in paths] for platform, paths in done.exported.items()},
        "made": dict(done.files.counts),
        "recovered": [each.to_data() for each in done.recovered],
        "import": done.report.to_data(lang),
        "classes": counts(done.found, lang),
        "reports": {each: {"path": str(path), "uri": path.as_uri()} for each, path in done.pages.items()},
        "customer": done.someone,
    }


def _shown(done: Done, place: Path, lang: str) -> Iterator[Any]:
    from regulars.cli.tables import plain, title

    outcome = done.report.outcome
    rows, refused = (number(count, lang) for count in (outcome.rows_read, outcome.refused_rows))
    yield from (title(done.files.summary.of(lang)), plain(READ.of(lang, rows=rows, refused=refused)), "")
    yield from list(counts_shown(done.found, lang))[:-1]
    if done.recovered:
        yield from ("", title(AGAINST_TRUTH.of(lang)), *(plain(f"  {line}") for line in _told(done.recovered, lang)))
    yield ""
    yield plain(LOOK.of(lang, uri=done.pages["vi"].as_uri()))
    yield plain(LOOK_EN.of(lang, uri=done.pages["en"].as_uri()))
    yield plain(SOURCES.of(lang, path=str(place / FILES)))
    for platform, paths in done.exported.items():
        yield plain(AS_EXPORTED.of(lang, platform=platform, path=str(paths[0].parent)))
    yield from ("", title(TRY.of(lang)), *(plain(f"  {line}") for line in _next(done.someone, place)))


def _next(someone: str, place: Path) -> Iterator[str]:
    """Commands that can be pasted as they stand, from where the demo was made."""
    web = all(find_spec(name) for name in ("fastapi", "sqlalchemy", "uvicorn"))
    program = "regulars" if shutil.which("regulars") else shlex.quote(sys.argv[0])
    for rest in (*(["serve"] if web else []), f"because {shlex.quote(someone)}", "customers \"lifecycle = 'slipping'\"", "schemes ladder"):
        yield f"{program} {rest} --shop {shlex.quote(str(place))}"


def _taken(place: Path) -> InputError:
    return InputError(
        Words(
            "Thư mục này đã có thứ khác, không làm tiệm mẫu ở đây được.", "This folder holds something else; no demo shop is made in it."
        ),
        seen=str(place),
        todo=Words("Chọn một thư mục khác: regulars demo THƯ_MỤC_MỚI", "Choose another folder: regulars demo NEW_FOLDER"),
        where=Where(file=place.name),
        code="folder_taken",
    )


def _other_demo(place: Path) -> InputError:
    return InputError(
        Words("Ở đây đã có một tiệm mẫu khác.", "There is another demo shop here."),
        seen=(place / MARK).read_text("utf-8"),
        todo=Words(
            "Thêm --replace để thay nó, hoặc chọn thư mục khác.", "Add --replace to put this one in its place, or choose another folder."
        ),
        where=Where(file=place.name),
        code="other_demo",
    )

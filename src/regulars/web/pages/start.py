"""The first run, one question a screen: a file or a demo shop, whether it was understood, where the shop is; then what is found, as it is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import RedirectResponse

from regulars.demo.trades import TRADES
from regulars.errors import InputError
from regulars.web import uploads
from regulars.web.asking import begun
from regulars.web.here import Here, here
from regulars.web.pages.imports import jobs, planning
from regulars.web.pages.imports.words import CURRENCIES, FRONT, JOB, PLAN
from regulars.web.running import running
from regulars.words import UNSTATED, Words, number

if TYPE_CHECKING:
    from regulars.store.books import Job

router = APIRouter()
Signed = Annotated[Here, Depends(here)]
Text = Annotated[str, Form(max_length=200)]
STEPS = 4
SMALL = 1_000  # customers of a demo shop that is there in a minute
ZONES = (
    "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Jakarta", "Asia/Manila", "Asia/Phnom_Penh", "Asia/Vientiane",
    "Asia/Hong_Kong", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Australia/Sydney", "Europe/London", "Europe/Paris",
    "Europe/Berlin", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "UTC",
)  # fmt: skip

WORDS = {
    "title": Words("Bắt đầu", "Start"),
    "at": Words("Bước {n} trên 4", "Step {n} of 4"),
    "demo": Words("Chưa có tệp trong tay? Xem thử một tiệm mẫu.", "No file at hand? Look at a demo shop."),
    "demo_says": Words(
        "Khách và đơn đều là bịa. Muốn dùng cho tiệm thật thì tạo một thư mục khác.",
        "Its customers and orders are made up. For a real shop make another folder.",
    ),
    "trade": Words("Ngành hàng", "Trade"),
    "see_demo": Words("Xem tiệm mẫu", "See the demo shop"),
    "right": Words("Đúng vậy, tiếp tục", "That is right, go on"),
    "columns": Words("Xem từng cột", "See every column"),
    "back": Words("Chọn tệp khác", "Choose another file"),
    "step_back": Words("Quay lại", "Back"),
    "no_doubt": Words("Cột nào cũng hiểu được. Không có chỗ nào phải đoán.", "Every column was understood. Nothing had to be guessed."),
    "unread": Words("Chưa đọc được tệp này.", "This file cannot be read yet."),
    "orders_first": Words(
        "Trong các tệp này chưa có đơn hàng. Nên có tệp đơn hàng thì mới biết ai là khách quen.",
        "There are no orders in these files. Only orders tell who the regulars are.",
    ),
    "where": Words("Tiệm tên gì, ở đâu, bán bằng tiền gì?", "What is the shop called, where is it, and in what money does it sell?"),
    "where_says": Words("Đã đoán theo tệp. Đúng rồi thì nhập luôn.", "Guessed from the file. Where it is right, import."),
    "name": Words("Tên tiệm", "The shop's name"),
    "timezone": Words("Múi giờ", "Time zone"),
    "timezone_help": Words("Một ngày của tiệm bắt đầu và kết thúc theo múi giờ này.", "The shop's days begin and end by it."),
    "currency": Words("Tiền tệ", "Currency"),
    "import": Words("Nhập và xem khách quen", "Import and see the regulars"),
    "looking": Words("Đang tìm khách quen của tiệm", "Looking for the shop's regulars"),
    "making": Words("Đang làm tiệm mẫu", "Making the demo shop"),
    "seen": Words(
        "Đã thấy {customers} khách và {orders} đơn, từ {first} đến {last}.", "{customers} customers and {orders} orders, {first} to {last}."
    ),
    "money": Words("Tổng {money}.", "{money} in all."),
    "refused": Words("{n} dòng chưa đọc được, để riêng chờ sửa.", "{n} rows could not be read; they wait to be mended."),
    "ready": Words("Xong. Đã biết ai là khách quen của {shop}.", "Done. The regulars of {shop} are known."),
    "home": Words("Xem khách quen", "See the regulars"),
    "no_orders": Words("Đã nhập, nhưng chưa có đơn hàng nào.", "Imported, but there are no orders yet."),
    "another": Words("Đưa thêm tệp đơn hàng", "Send an orders file too"),
    "failed": Words("Chưa nhập được. Tiệm vẫn trống như trước.", "It could not be imported. The shop is still empty."),
    "cancelled": Words("Đã dừng. Tiệm vẫn trống như trước.", "Stopped. The shop is still empty."),
    "again": Words("Thử lại với tệp khác", "Try another file"),
    "stop": Words("Dừng và trả lại như cũ", "Stop and leave it as it was"),
}


@router.get("/start")
def start(here: Signed) -> Response:
    """A file, or a demo shop; for a shop that has data there is the page of imports."""
    if here.edition is not None:
        return RedirectResponse("/imports", 303)
    running_now = next((job for job in here.books.jobs.recent(5) if job.kind in ("import", "demo") and not job.ended), None)
    if running_now:
        return RedirectResponse(f"/start/jobs/{running_now.id}", 303)
    return _page(
        here, "start.html.j2", 1, drop=FRONT, most=here.settings.upload_mb, trades=[(id, trade.name) for id, trade in TRADES.items()]
    )


@router.post("/start/demo")
def demo(here: Signed, trade: Text = "coffee") -> Response:
    """A small demo shop, as a job."""
    if trade not in TRADES:
        raise InputError(Words("Không có loại tiệm mẫu này.", "There is no demo trade of this name."), seen=trade, code="trade")
    arguments = {"trade": trade, "customers": min(TRADES[trade].customers, SMALL), "lang": here.lang}
    return RedirectResponse(f"/start/jobs/{begun(here, 'demo', arguments).id}", 303)


@router.get("/start/files/{id}")
def files(here: Signed, id: str) -> Response:
    """What the files are, and what is doubtful about it."""
    upload = uploads.find(here.folder, id)
    plan = planning.plan_of(here, upload)
    tables = {table for one in plan.read for table in one.tables}
    doubts = [*plan.doubts, *([WORDS["orders_first"]] if tables and "orders" not in tables else [])]
    heading = WORDS["unread"] if plan.fault else plan.heading()
    return _page(here, "start_files.html.j2", 2, heading=heading, upload=upload, plan=plan, doubts=doubts, plan_words=PLAN)


@router.get("/start/shop/{id}")
def shop(here: Signed, id: str) -> Response:
    """The shop's name, time zone and currency, guessed."""
    upload = uploads.find(here.folder, id)
    plan = planning.plan_of(here, upload)
    return _shop(here, upload, {"name": here.settings.name, "timezone": here.settings.timezone, "currency": _guessed(here, plan)}, {})


def _shop(here: Here, upload: uploads.Upload, values: Mapping[str, str], faults: Mapping[str, Words]) -> Response:
    zones = [(zone, zone.replace("_", " ")) for zone in dict.fromkeys((values["timezone"], *ZONES))]
    currencies = [("", PLAN["currency_data"]), *((code, code) for code in CURRENCIES)]
    return _page(here, "start_shop.html.j2", 3, upload=upload, values=values, faults=faults, zones=zones, currencies=currencies)


def _guessed(here: Here, plan: planning.Plan) -> str:
    """The shop's currency, else đồng where all amounts are whole and the data does not say otherwise; empty where the data is to decide."""
    stated = any(column.field == "currency" for one in plan.read for column in one.columns)
    return here.settings.currency or ("VND" if plan.whole and not stated else "")


@router.post("/start/shop/{id}")
def confirm(here: Signed, id: str, name: Text = "", timezone: Text = "", currency: Text = "") -> Response:
    """The settings as a job, the import behind it."""
    upload = uploads.find(here.folder, id)
    if timezone not in available_timezones() or (currency and currency not in CURRENCIES):
        raise InputError(
            Words("Không có múi giờ hay tiền tệ này.", "There is no such time zone or currency."),
            seen=f"{timezone} {currency}",
            code="settings",
        )
    chosen = {"name": name.strip(), "timezone": timezone} | ({"currency": currency} if currency else {})
    begun(here, "settings", {"choose": {key: value for key, value in chosen.items() if value}})
    return RedirectResponse(f"/start/jobs/{planning.put(here, upload)}", 303)


@router.get("/start/jobs/{id:int}")
def follow(here: Signed, id: int) -> Response:
    """The job, and what is found so far."""
    job = here.books.jobs.get(id)
    if job.ended:
        here.catch_up()
    context = _told(here, job)
    return (
        here.part("start_job.html.j2", "job", at=STEPS, **context) if here.is_htmx else _page(here, "start_job.html.j2", STEPS, **context)
    )


@router.post("/start/jobs/{id:int}/cancel")
def cancel(here: Signed, id: int) -> Response:
    """Ask that it be given up."""
    here.books.jobs.cancel(id)
    return RedirectResponse(f"/start/jobs/{id}", 303)


def _told(here: Here, job: Job) -> dict[str, Any]:
    data = ((job.result or {}).get("data") or {}).get(here.lang) or {}
    found = _found(data.get("import", data), here)
    shown: dict[str, Any] = {
        "job": job,
        "running": running(job, here.books),
        "found": found,
        "words": WORDS,
        "job_words": JOB,
        "fault": None,
    }
    heading = WORDS["making" if job.kind == "demo" else "looking"]
    ways: list[tuple[Words, str]] = []
    if job.state == "done":
        uploads.sweep(here.folder, lambda other: "done" if other == job.id else "waiting")
        heading = WORDS["ready"].filled(shop=here.settings.name or here.folder.resolve().name) if _has_orders(data) else WORDS["no_orders"]
        ways = [(WORDS["home"], "/")] if _has_orders(data) else [(WORDS["another"], "/start")]
    elif job.state in ("failed", "cancelled"):
        heading = WORDS[job.state]
        shown["fault"] = job.error
        id = jobs.upload_of(job)
        ways = [
            (WORDS["again"], "/start"),
            *([(WORDS["columns"], f"/imports/plan/{id}")] if id and (here.folder / uploads.FOLDER / id).is_dir() else []),
        ]
    return shown | {"heading": heading, "ways": ways}


def _has_orders(data: Mapping[str, Any]) -> bool:
    return bool(data.get("import", data).get("orders"))


def _found(data: Mapping[str, Any], here: Here) -> list[dict[str, Any]]:
    """Sentences on what is known so far; each comes as soon as it is."""
    from regulars.web.pages.imports.jobs import as_day
    from regulars.words import day, money

    if not data.get("orders"):
        return []
    lang = here.lang
    span = {"first": day(as_day(data["first_day"]), lang), "last": day(as_day(data["last_day"]), lang)}
    counts = {"customers": number(data["customers"], lang), "orders": number(data["orders"], lang)}
    lines = [{"text": WORDS["seen"], "values": counts | span}]
    if data.get("currency") != UNSTATED:
        lines.append({"text": WORDS["money"], "values": {"money": money(data["revenue"], data["currency"], lang)}})
    if data.get("refused_rows"):
        lines.append({"text": WORDS["refused"], "values": {"n": number(data["refused_rows"], lang)}})
    return lines


def _page(here: Here, template: str, at: int, **context: Any) -> Response:
    given: dict[str, Any] = {"title": WORDS["title"], "words": WORDS, "at": at} | context
    return here.page(template, **given)

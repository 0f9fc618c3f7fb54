"""What is said when a file cannot be accepted: each fault with what was seen and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from regulars.errors import InputError, Where
from regulars.intake.fields import FIELDS, TABLE_WORDS
from regulars.words import Words, listed


def _error(code: str, path: Path | str | None, what: Words, seen: str | Words | None, todo: Words, *, row: int | None = None) -> InputError:
    name = Path(path).name if path is not None else None
    return InputError(what, seen=seen, todo=todo, where=Where(file=name, row=row), code=code)


def missing(path: Path, near: Sequence[str]) -> InputError:
    names = [f"“{name}”" for name in near[:3]]
    seen = Words(f"gần giống: {listed(names, 'vi', last='or')}", f"nearest: {listed(names, 'en', last='or')}") if near else None
    return _error(
        "no_file",
        path,
        Words(f"Không có tệp “{path}”.", f"There is no file “{path}”."),
        seen,
        Words("Sửa lại đường dẫn.", "Correct the path."),
    )


def far(address: str) -> InputError:
    """An address of a file system that only a cluster knows, in a shop without one."""
    return InputError(
        Words("Địa chỉ này chỉ cụm máy mới đọc được, mà tiệm này tính trên một máy.",
        "Only a cluster reads this address, and this shop is computed on one machine."),
        todo=Words(
            "Ghi engine = \"spark\" trong shop.toml, hoặc tải tệp về máy này rồi nhập.",
            "Write engine = \"spark\" in shop.toml, or download the files to this machine and import them.",
        ),
        where=Where(file=address), code="no_cluster",
    )  # fmt: skip


def forbidden(path: Path) -> InputError:
    return _error(
        "no_permission", path, Words(f"Không được phép đọc “{path.name}”.", f"No permission to read “{path.name}”."), None,
        Words("Cấp quyền đọc cho tệp này, hoặc chép tệp sang thư mục khác.",
        "Give yourself permission to read it, or copy it to another folder."),
    )  # fmt: skip


def nothing_in(path: Path) -> InputError:
    return _error(
        "no_files", path, Words(f"Thư mục “{path.name}” không có tệp nào nhập được.", f"The folder “{path.name}” holds no file that can be imported."), None,
        Words("Chọn thư mục có tệp CSV, XLSX, Parquet hay JSON.", "Choose a folder with CSV, XLSX, Parquet or JSON files."),
    )  # fmt: skip


def empty(path: Path) -> InputError:
    return _error(
        "empty_file", path, Words("Tệp này trống.", "This file is empty."), "0 byte",
        Words("Xuất lại tệp từ phần mềm bán hàng.", "Export the file again from your sales software."),
    )  # fmt: skip


def header_only(path: Path, columns: Sequence[str]) -> InputError:
    return _error(
        "header_only", path, Words("Tệp này chỉ có dòng tiêu đề, không có dòng dữ liệu nào.", "This file has a header and no row of data."),
        ", ".join(columns)[:300],
        Words("Chọn khoảng thời gian có đơn hàng rồi xuất lại.", "Choose a period with orders and export again."),
    )  # fmt: skip


def one_column(path: Path, first: str) -> InputError:
    return _error(
        "one_column", path,
        Words("Cả tệp chỉ thấy một cột: không tìm ra dấu ngăn cách các cột.",
        "The whole file reads as one column: no delimiter between columns was found."), first[:200],
        Words("Lưu lại thành CSV ngăn bằng dấu phẩy, chấm phẩy hay tab.", "Save it again as CSV parted by commas, semicolons or tabs."),
    )  # fmt: skip


def not_a_table(path: Path, seen: Words) -> InputError:
    return _error(
        "not_a_table", path, Words("Đây không phải tệp bảng, dù tên tệp nói vậy.", "This is not a table, whatever its name says."), seen,
        Words("Xuất dữ liệu thành CSV, XLSX, Parquet hay JSON rồi nhập tệp đó.",
        "Export the data as CSV, XLSX, Parquet or JSON and import that file."),
    )  # fmt: skip


def old_excel(path: Path) -> InputError:
    return _error(
        "old_excel", path, Words("Đây là tệp Excel đời cũ (.xls).", "This is an Excel file of the old kind (.xls)."), None,
        Words("Mở bằng Excel rồi lưu thành .xlsx hoặc CSV.", "Open it in Excel and save it as .xlsx or CSV."),
    )  # fmt: skip


def locked(path: Path) -> InputError:
    return _error(
        "locked_file", path, Words("Tệp Excel này có mật khẩu.", "This Excel file is locked with a password."), None,
        Words("Mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.", "Open it in Excel, remove the password, save it and import again."),
    )  # fmt: skip


def cut_off(path: Path, seen: str | Words | None, *, row: int | None = None) -> InputError:
    return _error(
        "cut_off", path, Words("Tệp này bị đứt giữa chừng: phần cuối không còn.", "This file is cut off: its end is missing."), seen,
        Words("Chép hoặc tải lại tệp cho trọn rồi nhập lại.", "Copy or download the whole file again and import that."), row=row,
    )  # fmt: skip


def unreadable(path: Path, seen: str) -> InputError:
    return _error(
        "unreadable", path, Words("Không đọc được tệp này.", "This file cannot be read."), seen[:300],
        Words("Xuất lại tệp, hoặc lưu thành CSV UTF-8 rồi nhập lại.", "Export it again, or save it as CSV UTF-8 and import that."),
    )  # fmt: skip


def same_names(path: Path, name: str, places: Sequence[int]) -> InputError:
    at = ", ".join(str(place + 1) for place in places)
    return _error(
        "same_names", path, Words(f"Có nhiều cột cùng tên “{name}”, không biết nên đọc cột nào.", f"Several columns are called “{name}”: it is not clear which to read."),
        Words(f"cột thứ {at}", f"columns {at}"), Words("Đổi tên hoặc xoá bớt cột trùng.", "Rename or remove the extra ones."),
    )  # fmt: skip


def two_headers(path: Path, first: Sequence[str], second: Sequence[str]) -> InputError:
    return _error(
        "two_headers", path, Words("Tệp này có hai dòng tiêu đề, không dòng nào đủ dùng.",
        "This file has two header rows, and neither is enough."),
        f"1: {', '.join(first)[:120]} · 2: {', '.join(second)[:120]}", Words("Xoá một dòng, chỉ giữ một dòng tiêu đề đủ tên cột.",
        "Keep a single header row that names every column."),
    )  # fmt: skip


def no_table_fits(path: Path | None, columns: Sequence[str], lacking: Sequence[Words], near: Sequence[tuple[str, str]]) -> InputError:
    """No table fits: what is lacking, the columns seen, the nearest columns, and the way to name them."""

    def lacks(lang: str) -> str:
        return listed([word.of(lang) for word in lacking], lang)

    shown = ", ".join(f"“{name}”" for name in columns[:40])
    example = near[0] if near else (columns[0] if columns else "Ngày tạo", "ordered_at")
    return _error(
        "no_columns", path, Words(f"Không tìm thấy cột {lacks('vi')}.", f"No column was found for the {lacks('en')}."),
        Words(f"các cột: {shown}", f"columns: {shown}"),
        Words(
            f"Đơn hàng cần ít nhất khách, ngày và số tiền. Chỉ ra cột nào là gì, ví dụ: --map \"{example[0]}={example[1]}\"",
            f"Orders need a customer, a date and an amount at least. Say which column is which, for example: --map \"{example[0]}={example[1]}\"",
        ),
    )  # fmt: skip


def no_such_column(name: str, columns: Sequence[str], near: Sequence[str]) -> InputError:
    todo = listed([f"“{other}”" for other in near], "vi", last="or"), listed([f"“{other}”" for other in near], "en", last="or")
    return _error(
        "no_such_column", None, Words(f"Không tệp nào có cột “{name}”.", f"No file has a column “{name}”."), ", ".join(columns)[:300],
        Words(f"Có phải là {todo[0]}?", f"Was {todo[1]} meant?") if near else Words("Chép đúng tên cột trong tệp.",
        "Copy the column's name from the file."),
    )  # fmt: skip


def no_such_field(name: str, near: Sequence[str]) -> InputError:
    return _error(
        "no_such_field", None, Words(f"Không có trường “{name}”.", f"There is no field “{name}”."), None,
        Words(f"Gần nhất: {', '.join(near)}", f"Nearest: {', '.join(near)}"),
    )  # fmt: skip


def useless(path: Path, seen: Words, what: Words, todo: Words) -> InputError:
    """A file of a known format that holds nothing we can use."""
    return _error("useless_format", path, what, seen, todo)


def nearly(path: Path, columns: Sequence[str], table: str, lacking: Sequence[Words], field: str) -> InputError:
    """A file that is nearly one of visits, contacts, answers…: what it lacks, and how to name it."""
    kind = TABLE_WORDS[table]

    def lacks(lang: str) -> str:
        return listed([word.of(lang) for word in lacking], lang)

    shown = ", ".join(f"“{name}”" for name in columns[:40])
    return _error(
        "no_columns", path,
        Words(f"Tệp này giống {kind.vi}, nhưng không có cột {lacks('vi')}.", f"This looks like {kind.en}, but no column says the {lacks('en')}."),
        Words(f"các cột: {shown}", f"columns: {shown}"),
        Words(
            f"Thêm cột ấy vào tệp, hoặc chỉ ra cột nào là {lacking[0].vi}: --map \"tên cột={field}\"",
            f"Add that column to the file, or say which one is the {lacking[0].en}: --map \"column={field}\"",
        ),
    )  # fmt: skip


def not_dates(path: Path, column: str, field: str, cells: Sequence[str], row: int) -> InputError:
    words = FIELDS[field].words
    return InputError(
        Words(f"Cột “{column}” không có ngày nào đọc được.", f"“{column}” holds no date that can be read."),
        seen=Words(f"{len(cells)} dòng đầu; dòng {row}: “{cells[0][:80]}”", f"first {len(cells)} rows; row {row}: “{cells[0][:80]}”"),
        todo=Words(f"Chỉ cột khác làm {words.vi}: --map \"tên cột={field}\"", f"Name another column as the {words.en}: --map \"column={field}\""),
        where=Where(file=path.name, row=row, column=column), code="not_dates",
    )  # fmt: skip

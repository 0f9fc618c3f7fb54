"""What the pages of customers say."""

from __future__ import annotations

from regulars.words import Words

TITLE = Words("Khách hàng", "Customers")
HEADING = Words("{people}; {buying} đã mua trong 365 ngày qua.", "{people}; {buying} bought in the last 365 days.")
NO_BUYERS = Words("{people}, chưa ai mua trong 365 ngày qua.", "{people}; none bought in the last 365 days.")
SEARCH = Words("Tìm khách", "Find a customer")
SEARCH_HINT = Words("Tên, số điện thoại, e-mail hay mã khách", "Name, phone, e-mail or id")
SAVED = Words("Nhóm đã lưu", "Saved audiences")
ALL = Words("Tất cả", "Everybody")
DUE = Words("Đến kỳ mua", "Due to buy")
SLIPPING = Words("Đang rời", "Slipping away")
CLIMBED = Words("Vừa leo bậc", "Just climbed")
TO_ASK = Words("Khiếu nại còn mở", "Open complaints")
FILTER = Words("Lọc theo nhóm", "Filter by class")
CLEAR = Words("Bỏ lọc", "Clear")
EDIT = Words("Sửa điều kiện", "Change the conditions")
EXPORT = Words("Xuất tệp", "Export")
NEW_GROUP = Words("Tạo nhóm", "Make an audience")
TABLE = Words("Khách, mỗi khách một dòng", "Customers, one a row")
COUNTED = Words("{people}, chi {money} trong 365 ngày.", "{people}, who spent {money} in 365 days.")
BY_RULE = Words("Điều kiện: {rule}", "Condition: {rule}")
BY_DUE = Words("Đến kỳ mua trong {days} tới", "Due within {days}")
MOVED_BY = Words("{scheme}: đổi nhóm trong {days} qua", "{scheme}: moved in the last {days}")
MOVED_WAY = {
    "up": Words("{scheme}: leo bậc trong {days} qua", "{scheme}: climbed in the last {days}"),
    "down": Words("{scheme}: tụt bậc trong {days} qua", "{scheme}: slipped in the last {days}"),
}
MOVED_FROM = Words("từ {name}", "from {name}")
MOVED_TO = Words("đến {name}", "to {name}")
MOVED_CAUSE = Words("vì {name}", "cause: {name}")
FOUND = Words("{n} khách khớp “{text}”, người chi nhiều nhất trước.", "{n} match “{text}”, the highest spend first.")
FOUND_MORE = Words(
    "{n} khách đầu tiên khớp “{text}”, người chi nhiều nhất trước. Thêm chữ để thu hẹp.",
    "The first {n} that match “{text}”, the highest spend first. Add a word to narrow it.",
)
NOT_FOUND = Words(
    "Không có khách nào tên “{text}”. Thử số điện thoại, hoặc bớt một chữ.",
    "No customer called “{text}”. Try a phone number, or one word less.",
)
NOBODY = Words("Không có khách nào như vậy. Bỏ bớt một điều kiện để thấy thêm.", "Nobody is like that. Drop a condition to see more.")
SPAN = Words("{first}–{last} của {total}", "{first}–{last} of {total}")
NAME = Words("Khách", "Customer")
LAST = Words("Mua gần nhất", "Last purchase")
GAP = Words("Nhịp mua", "Usual gap")
SPEND = Words("Chi 365 ngày", "Spend, 365 days")
CHANCE = Words("Mua trong 30 ngày", "Within 30 days")
MOVED_HEAD = Words("Đổi nhóm", "Moved")
MOVE = Words("{before} → {after}", "{before} → {after}")
UNNAMED = Words("Khách {id}", "Customer {id}")

EXPORT_TITLE = Words("Xuất danh sách này thành tệp", "Export this list as a file")
EXPORT_WHAT = Words("Trong tệp có", "The file has")
EXPORT_FORM = Words("Loại tệp", "Kind of file")
EXPORT_DEED = Words("Xuất tệp", "Export the file")
NOT_NOW = Words("Để sau", "Not now")
CLASSES_ONLY = Words(
    "Nhóm và đặc điểm của {people}, không kèm tên và liên hệ", "Classes and features of {people}, without names and contacts"
)
AGREED = Words(
    "Kèm tên và liên hệ để gửi {channel}: xuất {n} khách đã đồng ý; {others} khách chưa đồng ý không có trong tệp.",
    "With names and contacts, to use {channel}: {n} who agreed are exported; {others} who did not are left out.",
)
CHANNELS = {"zalo": Words("Zalo", "Zalo"), "sms": Words("tin nhắn SMS", "text messages"), "email": Words("e-mail", "e-mail")}
ZALO, SMS, EMAIL = CHANNELS.values()
FORMS = (("csv", Words("CSV", "CSV")), ("xlsx", Words("Excel", "Excel")))

FIRST = Words("mua lần đầu {day}", "first bought {day}")
USUALLY = Words("thường mua {goods}", "usually buys {goods}")
REVEAL = Words("Hiện số", "Show the number")
NOTE_IT = Words("Ghi chú", "Add a note")
TO_GROUP = Words("Thêm vào nhóm", "Add to an audience")
RHYTHM = Words("Nhịp mua và những ngày sắp tới", "Purchases, and the days to come")
LIKELY = Words("nhiều khả năng mua", "likely to buy")
GRID = Words("Vì sao, bước tiếp theo, khi nào trượt", "Why, what is next, when they slip")
SCHEME, WHY = Words("Cách phân loại", "Scheme"), Words("Vì sao", "Why")
UP_WHEN, DOWN_WHEN = Words("Lên bậc khi", "Up when"), Words("Trượt khi", "Down when")
TRYING = Words("Đang thử trên số liệu của khách…", "Being tried on their own numbers…")
NO_WORD = Words("Không có gì để nói.", "Nothing to be said.")
BEST = Words("Đã ở nhóm tốt nhất.", "Already in the best class.")
SINCE_HEAD = Words("Từ khi nào", "Since when")
LOG = Words("Dòng thời gian", "Timeline")
ALL_PURCHASES = Words("Cả {n} lần mua", "All {n} purchases")
FEWER = Words("Chỉ những việc gần đây", "Only what is recent")
BOUGHT = Words("Mua {n} món, {goods}", "{n} items: {goods}")
BOUGHT_ONE = Words("Mua 1 món, {goods}", "1 item: {goods}")
BOUGHT_PLAIN = Words("Mua hàng", "A purchase")
GIVEN_BACK = Words("trả lại {money}", "{money} returned")
NOTHING_YET = Words("Chưa có việc gì được ghi lại.", "Nothing is recorded yet.")
OTHERS = Words("Các cách phân loại khác", "Other schemes")
NOTES = Words("Ghi chú", "Notes")
NO_NOTES = Words("Chưa có ghi chú nào về khách này.", "No notes on this customer yet.")
WRITE_NOTE = Words("Ghi chú mới", "New note")
SAVE_NOTE = Words("Lưu ghi chú", "Save the note")
REMOVE_NOTE = Words("Xoá ghi chú", "Remove the note")
NOTED_BY = Words("{who}, {moment}", "{who}, {moment}")
NOTE_SAVED, NOTE_GONE = Words("Đã lưu ghi chú.", "The note is saved."), Words("Đã xoá ghi chú.", "The note is removed.")
UNKNOWN = Words("Chưa biết, nên hỏi", "Not known, worth asking")
KNOWS_ALL = Words("Tiệm đã biết những điều cần hỏi.", "The shop knows what is worth asking.")
GROUPS_TITLE = Words("Khách này trong các nhóm đã lưu", "This customer in saved audiences")
GROUPS_HOW = Words(
    "Nhóm là một điều kiện: ai khớp thì vào, ai hết khớp thì ra. Muốn thêm khách, mở nhóm và nới điều kiện, hoặc tạo nhóm gồm những khách như khách này.",
    "An audience is a condition: who meets it is in, who no longer does is out. To add this customer, open one and widen its conditions, or make one of "
    "customers like this.",
)
INSIDE, NOT_IN = Words("có trong nhóm", "in it"), Words("chưa trong nhóm", "not in it")
NO_GROUPS = Words("Tiệm chưa lưu nhóm nào.", "No audience is saved yet.")
LIKE_THIS = Words("Tạo nhóm khách như khách này", "Make an audience of customers like this")

KINDS = {
    "complaint": Words("Khiếu nại", "Complaint"),
    "review": Words("Đánh giá", "Review"),
    "return": Words("Xin trả hàng", "Asked to return"),
    "message": Words("Nhắn tiệm", "Wrote to the shop"),
    "marketing": Words("Tiệm gửi tin", "The shop wrote"),
    "visit": Words("Ghé xem", "Came to look"),
    "answer": Words("Trả lời khảo sát", "Answered a survey"),
}
SCORED = {
    "review": Words("Đánh giá {n}/5", "Rated {n}/5"),
    "nps": Words("Chấm {n}/10", "Scored {n}/10"),
    "satisfaction": Words("Hài lòng {n}/5", "Satisfied {n}/5"),
}
LOOKED = Words("Xem {n} thứ", "Looked at {n} things")
LOOKED_ONE = Words("Xem 1 thứ", "Looked at one thing")
SURVEY = Words("Khảo sát", "Survey")
QUOTED = Words("“{text}”", "“{text}”")

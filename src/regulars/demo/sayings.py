"""Short sentences as people write them to a shop; all made up for the demo."""

from __future__ import annotations

COMPLAINTS = (
    "Giao thiếu một món, gọi hai lần chưa thấy ai xử lý.", "Hàng bị móp, hộp rách, tiệm gói quá sơ sài.",
    "Hẹn giao sáng mà tối mới tới, không ai báo trước.", "Món nhận được không giống hình trên trang.",
    "Nhân viên nói chuyện khó chịu, hỏi gì cũng gắt.", "Tính tiền sai, phải quay lại mới được trả lại phần dư.",
    "Đã báo lỗi ba ngày rồi mà chưa thấy đổi.", "Mã giảm giá không dùng được dù còn hạn.",
    "Chất lượng lần này kém hẳn lần trước.", "Đặt một đằng giao một nẻo, đổi lại mất cả tuần.",
    "Hàng gần hết hạn mà vẫn giao cho khách.", "Chờ quá lâu ở quầy, chỉ có một người tính tiền.",
)  # fmt: skip
MESSAGES = (
    "Tiệm ơi món hôm trước còn hàng không ạ?", "Cho hỏi mấy giờ tiệm đóng cửa ạ?", "Giao tận nhà thì phí bao nhiêu ạ?",
    "Cho em đặt thêm một phần như lần trước.", "Bên mình có xuất hóa đơn không ạ?", "Mã giảm giá tháng này dùng tới ngày nào ạ?",
    "Đơn của em đi tới đâu rồi ạ?", "Khi nào có hàng mới thì báo em với.",
)  # fmt: skip
SENT_BACK = (
    "Xin đổi vì giao nhầm món.", "Không hợp như mong đợi nên xin trả lại.", "Hàng bị lỗi, xin trả và hoàn tiền.",
    "Mua thừa, xin trả lại một món.", "Kích cỡ không vừa, xin đổi hoặc trả.",
)  # fmt: skip
CAMPAIGNS = (
    "Ưu đãi tháng này của tiệm, chỉ trong ba ngày.", "Tiệm có hàng mới, mời anh chị ghé xem.", "Cảm ơn anh chị đã ủng hộ, tặng mã TRIAN12.",
)  # fmt: skip
# By stars, from one to five.
REVIEWS = (
    (
        "Quá thất vọng, sẽ không quay lại nữa.", "Dịch vụ tệ, nhắn mãi không ai trả lời.", "Hàng lỗi mà đổi rất khó khăn.",
        "Một sao vì giao trễ cả tuần.", "Tiền mất mà bực mình.",
    ),
    (
        "Không được như quảng cáo, hơi tiếc tiền.", "Đóng gói ẩu, hàng bị trầy.", "Giao chậm, phải nhắc mấy lần.",
        "Giá cao mà chất lượng kém hơn trước.", "Thái độ phục vụ chưa tốt.",
    ),
    (
        "Tạm được, không có gì đặc biệt.", "Hàng ổn nhưng giao hơi lâu.", "Bình thường, giá hơi cao.", "Được cái gần nhà.",
        "Lần này tạm, lần trước ngon hơn.",
    ),
    (
        "Hàng tốt, giao đúng hẹn.", "Khá hài lòng, sẽ mua lại.", "Chất lượng ổn so với giá.", "Nhân viên dễ thương, hàng ổn.",
        "Đóng gói cẩn thận, giao nhanh.",
    ),
    (
        "Rất ưng, mua ở đây mấy năm rồi vẫn tốt.", "Tuyệt vời, sẽ giới thiệu cho bạn bè.", "Giao nhanh, hàng đẹp, đáng tiền.",
        "Phục vụ tận tình, lần nào cũng vui.", "Đúng như mong đợi, cảm ơn tiệm.", "Gói kỹ, còn có thiệp cảm ơn, dễ thương lắm.",
    ),
)  # fmt: skip
PROMOTERS = ("Tiệm dễ thương, hàng ổn định.", "Đã rủ thêm mấy chị trong cơ quan.", "Lần nào cũng hài lòng.", "Cứ giữ như vậy là được.")
PASSIVES = ("Ổn nhưng giá hơi cao.", "Mong có thêm lựa chọn.", "Giao nhanh hơn nữa thì tốt.")
DETRACTORS = ("Chất lượng không đều.", "Nhắn tin lâu được trả lời.", "Bên khác rẻ hơn.", "Lần trước giao sai, chưa được bù.")

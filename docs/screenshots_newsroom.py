"""The newsroom of the handbook's pictures: one Friday morning, from a clock that stands still."""

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from articles import body, publishing, snapshots
from articles.models import (
    Article,
    Author,
    BreakingNews,
    Category,
    FrontPagePick,
    FrontPageSlot,
    Photo,
    PreviewLink,
    SavedView,
)
from comments import deciding
from comments.models import Comment
from comments.moderation import Facts
from portal.desk_groups import ensure_groups

CLOCK = SimpleNamespace(now=datetime.fromisoformat("2026-11-20T08:12:00+07:00"))
PASSWORD = "mot-mat-khau-rat-dai"
PEOPLE = {
    "lan.anh": ("Nguyễn Lan Anh", "Phóng viên"),
    "minh.duc": ("Trần Minh Đức", "Biên tập viên"),
    "thu.ha": ("Lê Thu Hà", "Thư ký tòa soạn"),
    "quang.photo": ("Phạm Quang", "Phòng ảnh"),
    "hai.yen": ("Vũ Hải Yến", "Kiểm duyệt viên"),
}
SENT_BACK = "Chợ hoa Quảng Bá trước giờ sáng"
IN_REVIEW = "Lớp học tiếng Việt cuối tuần ở Mytishchi đón học trò thứ một trăm"
APPROVED = "Hà Nội thử xe buýt đêm nối ga với ba bến phía nam"
EDITED = "Cầu Long Biên những buổi sớm sông Hồng đầy gió"
WRONG = "Ấm samovar nước Nga kể chuyện chén trà chiều đông"
DRAFT = "Người giữ lửa lò gốm cuối làng"
SCHEDULED = "Mùa sếu về Tràm Chim: nước vừa đủ, người chờ đã đông"
THIS_MORNING = (
    ("Gió mùa về sớm, nông dân Mộc Châu che chắn vườn dâu", "kinh-te"),
    ("Thư viện Moskva mở phòng đọc tiếng Việt thứ hai", "kieu-bao"),
    ("Bão số 13 đổi hướng, tàu thuyền Nam Trung Bộ vào bờ", "thoi-su"),
)
STANDFIRST_OF_MINE = "Ông Lư giữ lò nung bằng củi, mẻ nào cũng tự tay xếp từng viên gạch chắn lửa."
TEXT = (
    "Hai giờ sáng, đèn ở chợ hoa đã sáng như giữa tối. Xe máy chở cúc, chở thược dược từ Tây Tựu "
    "dồn về một con ngõ.",
    "Chị Hòa bán hoa ở đây mười chín năm. «Người mua lúc này toàn khách quen, nhìn bó hoa là "
    "biết ruộng nhà ai», chị nói.",
    "Năm nay rét về muộn, hoa nở dồn. Giá cúc vàng xuống còn nửa tháng trước.",
)
COMMENTED = ("chợ", "Long Biên", "samovar", "tiếng Việt")
COMMENTS = (
    ("Thanh Tùng", "Đọc bài thấy nhớ quê quá. Mong báo viết thêm về các chợ quê miền Trung."),
    ("Bác Hùng, Ekaterinburg", "Tôi bán hàng ở chợ 20 năm, bài viết đúng lắm. Cảm ơn phóng viên."),
    ("Mua sỉ giá rẻ", "Vay nhanh trong ngày, lãi thấp, gọi ngay số này nhé mọi người."),
    ("Lê Thị Hạnh", "Cho tôi hỏi lớp học này còn nhận các cháu sáu tuổi không ạ?"),
)


def later(**span: float) -> None:
    """Let the standing clock go on."""
    CLOCK.now += timedelta(**span)


def open_paper() -> None:
    """Fill a new paper with the samples, then with people and their work."""
    _stop_the_clock()
    CLOCK.now -= timedelta(days=2)
    call_command("demo", no_serve=True)
    call_command("make_renditions", verbosity=0)
    at_work = CLOCK.now + timedelta(days=2)
    CLOCK.now = at_work - timedelta(hours=15)
    people = dict(zip(PEOPLE, map(_member, PEOPLE), strict=True))
    _articles(**{name.partition(".")[0]: user for name, user in people.items()})
    _front_page()
    _comments()
    CLOCK.now = at_work


def _stop_the_clock() -> None:
    """Let everything that asks Django for the time read ours, defaults of models too."""
    real, timezone.now = timezone.now, lambda: CLOCK.now
    for field in (field for model in apps.get_models() for field in model._meta.fields):
        if field.default is real:
            field.default = timezone.now
            field.__dict__.pop("_get_default", None)


def _member(name: str) -> User:
    shown, group = PEOPLE[name]
    user = User.objects.create_user(name, password=PASSWORD, display_name=shown, is_staff=True)
    user.groups.add(next(each for each in ensure_groups() if each.name == group))
    return user


def number(headline: str) -> int:
    """Return the number of the article with this headline."""
    found: int = Article.objects.values_list("pk", flat=True).get(headline=headline)
    return found


def _written(by: User, headline: str, standfirst: str, category: str, **parts: Any) -> Article:
    later(minutes=11)
    section = Category.objects.get(slug=category)
    article = publishing.save(Article(headline=headline, category=section, created_by=by), by)
    Author.objects.get_or_create(name="Lan Anh")
    words = {
        "standfirst": standfirst,
        "body": "".join(map(body.paragraph, TEXT)),
        "tags": ["Hà Nội"],
        "authors": [snapshots.named(Author.objects.get(name="Lan Anh"))],
    }
    return _changed(article, by, **words | parts)


def _changed(article: Article, by: User, **parts: Any) -> Article:
    later(minutes=7)
    now = snapshots.content_of(article)
    return publishing.write(article, {n: now[n] for n in snapshots.EDITED} | parts, by)


def _live(word: str) -> Article:
    found = Article.objects.public().filter(headline__icontains=word)
    return found.first()  # type: ignore[no-any-return]


def _photo(word: str) -> dict[str, Any]:
    photo = Photo.objects.exclude(file="").filter(caption__icontains=word).first()
    assert photo, word
    return {"lead_photo": snapshots.named(photo)}


def _articles(lan: User, minh: User, thu: User, **_others: User) -> None:
    rich = (
        body.paragraph(TEXT[0])
        + "<h2>Khách quen của hai giờ sáng</h2>"
        + body.paragraph(TEXT[1])
        + body.reference(_live("chợ").headline)
        + body.paragraph(TEXT[2])
    )
    market = _written(
        lan,
        SENT_BACK,
        "Khi phố còn ngủ, người trồng hoa và người bán hoa đã gặp nhau dưới những bóng đèn sạc.",
        "doi-song",
        body=rich,
        kicker="Hà Nội, 2 giờ sáng",
        **_photo("ghe"),
    )
    publishing.submit(market, lan, "")
    later(minutes=20)
    note = "Bài hay. Thêm một câu về giá hoa năm ngoái để so, và ghi rõ tuổi chị Hòa."
    publishing.send_back(market, minh, note)
    rough = [*TEXT[1:], "Cô giáo Hoà đếm  lại vở: đủ một trăm quyển."]
    unfinished = "".join(map(body.paragraph, rough))
    school = _written(lan, IN_REVIEW, "", "kieu-bao", body=unfinished)
    publishing.submit(school, lan, "Con số đã hỏi lại cô chủ nhiệm.")
    bus = _written(lan, APPROVED, "Ba tuyến chạy thử từ 23 giờ đến 4 giờ.", "thoi-su")
    publishing.submit(bus, lan, "")
    publishing.approve(bus, minh)
    _links(bus, minh)
    pottery = _written(lan, DRAFT, "Ở làng chỉ còn một lò nung bằng củi.", "van-hoa")
    assert pottery.pk
    cranes = _written(minh, SCHEDULED, "Người xem sếu được nhắc đi nhẹ.", "doi-song")
    publishing.schedule(cranes, minh, CLOCK.now + timedelta(days=1, minutes=11))
    edited, wrong = _live(EDITED), _live(WRONG)
    first = edited.standfirst
    _changed(edited, minh, standfirst=first.replace(".", ", mỗi sớm một nhịp.", 1))
    publishing.update(edited, minh)
    publishing.report_error(
        wrong, minh, "Ấm samovar đầu tiên ra đời ở Tula năm 1878.", "Năm 1778, ở Tula."
    )
    now = snapshots.content_of(Article.objects.get(pk=edited.pk))
    _changed(
        Article.objects.get(pk=edited.pk),
        minh,
        headline=f"{edited.headline} mùa đông",
        standfirst=now["standfirst"].replace("một lần", "ít nhất một lần"),
        body=now["body"].replace("</p>", " Sáng nay sông nhiều sương, đèn cầu bật muộn.</p>", 1),
    )
    CLOCK.now = CLOCK.now.replace(day=20, hour=5, minute=20)
    for headline, section in THIS_MORNING:
        later(minutes=16)
        publishing.publish(_written(minh, headline, "Tin trong buổi sáng.", section), minh)
    SavedView.objects.create(
        owner=thu, name="Kiều bào tuần này", query="chuyen-muc=9&ngay=7-ngay", is_shared=True
    )


def _links(article: Article, by: User) -> None:
    PreviewLink.objects.create(
        article=article,
        reader="Ông Bình, trung tâm điều hành xe buýt",
        made_by=by,
        expires_at=CLOCK.now + timedelta(days=3),
    )


def saved_by_a_colleague(headline: str) -> None:
    """Let somebody else save an article that stands open in a browser."""
    article = Article.objects.get(headline=headline)
    _changed(
        article,
        User.objects.get(username="lan.anh"),
        headline="Người giữ lửa lò gốm cuối cùng của làng",
        standfirst="Cả làng chỉ còn lò nung bằng củi của ông Lư.",
    )


def _front_page() -> None:
    lead = FrontPageSlot.objects.create(area="lead", position=0, rule="newest")
    for n in range(2):
        FrontPageSlot.objects.create(area="second", position=n, rule="newest")
    for n, slug in enumerate(("the-gioi", "doi-song", "van-hoa")):
        FrontPageSlot.objects.create(
            area="strip",
            position=n,
            rule="category",
            category=Category.objects.get(slug=slug),
            length=4,
        )
    end = CLOCK.now + timedelta(hours=19)
    FrontPagePick.objects.create(slot=lead, article=_live("Long Biên"), ends_at=end)
    FrontPagePick.objects.create(slot=lead, article=Article.objects.get(headline=SCHEDULED))
    BreakingNews.objects.create(
        text="Bão số 13 đổi hướng, các tỉnh Nam Trung Bộ gọi tàu thuyền vào bờ",
        starts_at=CLOCK.now,
        ends_at=CLOCK.now + timedelta(hours=3),
    )


def _comments() -> None:
    for word, (name, text) in zip(
        ("chợ", "Long Biên", "samovar", "tiếng Việt"), COMMENTS, strict=True
    ):
        later(minutes=9)
        comment = Comment.objects.create(article=_live(word), name=name, text=text)
        deciding.decide(comment, Facts(name, text))


def a_photo_with_file() -> int:
    """Return the number of a photo worth looking at."""
    found = Photo.objects.exclude(file="").filter(caption__icontains="ghe").first()
    return int((found or Photo.objects.exclude(file="")[0]).pk)


def old_page() -> str:
    """Return a page of an old site, as an editor copies it whole."""
    fixtures = Path(__file__).resolve().parent.parent / "fixtures"
    return (fixtures / "sources" / "000_64d0b9dc42b2bb41.txt").read_text("utf-8")


def guarded(name: str) -> None:
    """Turn on two steps for somebody who has signed in."""
    user = User.objects.get(username=name)
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)


def enter(page: Page, name: str) -> None:
    """Sign in at the door."""
    page.goto("/toa-soan/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").first.click()
    page.wait_for_url("**/toa-soan/")

"""Imprint (thông tin tòa soạn): the legal identity of the paper."""

import re
from dataclasses import dataclass

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.importing.imprint import parse_imprint
from articles.models.fields import NfcCharField, NfcTextField

# Facts that go from a parsed imprint into fields of the same name.
IMPORTED_FACTS = (
    *("name", "registrar", "registration_number", "registered_on", "founder", "founder_phone"),
    *("editor_in_chief", "email", "editor_phone", "age_mark", "reuse_terms"),
)
PHONE = re.compile(r"\+?\d[\d\s().-]{5,}\d")


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of advertising contacts, with its telephone number made diallable."""

    text: str
    number: str

    @property
    def tel(self) -> str:
        """The number as a ``tel:`` address, in E.164 where the line gives a country code."""
        return "tel:" + re.sub(r"[^\d+]", "", self.number)


class ImprintManager(models.Manager["Imprint"]):
    """The imprint as imported pages state it."""

    def learn(self, original: str) -> list[str]:
        """Take the imprint of an imported page as ours, when we have none yet.

        Args:
            original: the imprint as it stood on the page.

        Returns:
            What an editor should know: that it differs from the one we have.
        """
        facts = parse_imprint(original)
        known = self.filter(jurisdiction=Imprint.Jurisdiction.RU).first()
        if known is None:
            self.create(
                jurisdiction=Imprint.Jurisdiction.RU,
                original=original,
                advertising="\n".join(map(str, facts.advertising)),
                **{name: getattr(facts, name) for name in IMPORTED_FACTS},
            )
            return []
        if facts.registration_number in ("", known.registration_number):
            return []
        return [gettext("Thông tin tòa soạn trên trang khác với của báo: không ghi đè.")]


class Imprint(models.Model):
    """What the law of one country wants the paper to say about itself.

    The fields follow the Russian Mass Media Law, art. 27, and the Vietnamese
    Press Law; each country's rules are met by its own row.
    """

    class Jurisdiction(models.TextChoices):
        RU = "ru", _("Liên bang Nga")
        VN = "vi", _("Việt Nam")

    jurisdiction = models.CharField(
        _("theo luật"),
        max_length=2,
        choices=Jurisdiction,
        default=Jurisdiction.RU,
        unique=True,
        help_text=_("Cũng là ngôn ngữ của phần này dưới chân trang."),
    )
    name = NfcCharField(
        _("tên báo"), max_length=200, help_text=_("Đúng như trong giấy phép, ví dụ: Baonga.com")
    )
    registrar = NfcCharField(
        _("cơ quan cấp phép"),
        max_length=300,
        blank=True,
        help_text=_("Tên đầy đủ, ví dụ: Roskomnadzor"),
    )
    registration_number = NfcCharField(
        _("số đăng ký"),
        max_length=100,
        blank=True,
        help_text=_("Chép đúng số giấy phép, ví dụ: ЭЛ № ФС 77-12345"),
    )
    registered_on = models.DateField(
        _("ngày đăng ký"),
        null=True,
        blank=True,
        help_text=_("Ngày ghi trên giấy phép, ví dụ: 21/06/2023"),
    )
    founder = NfcCharField(
        _("người sáng lập"),
        max_length=200,
        blank=True,
        help_text=_("Người hoặc pháp nhân đứng tên sáng lập."),
    )
    founder_phone = NfcCharField(
        _("điện thoại người sáng lập"),
        max_length=40,
        blank=True,
        help_text=_("Cả mã nước, ví dụ: +7 926 282 29 86"),
    )
    editor_in_chief = NfcCharField(
        _("tổng biên tập"),
        max_length=200,
        blank=True,
        help_text=_("Họ tên người chịu trách nhiệm nội dung."),
    )
    email = models.EmailField(
        _("thư điện tử"), blank=True, help_text=_("Hộp thư tòa soạn mà độc giả viết tới.")
    )
    editor_phone = NfcCharField(
        _("điện thoại tòa soạn"),
        max_length=40,
        blank=True,
        help_text=_("Số có người nghe trong giờ làm việc, cả mã nước."),
    )
    address = NfcCharField(
        _("địa chỉ"), max_length=300, blank=True, help_text=_("Địa chỉ tòa soạn, đủ để gửi thư.")
    )
    age_mark = models.CharField(
        _("dấu độ tuổi"),
        max_length=3,
        blank=True,
        default="16+",
        help_text=_("Dấu chung của cả báo, ví dụ: 16+. Từng bài có thể ghi dấu riêng."),
    )
    reuse_terms = NfcTextField(
        _("điều kiện dùng lại"),
        blank=True,
        help_text=_("Ví dụ: Dùng lại phải ghi nguồn và dẫn tới bài gốc."),
    )
    advertising = NfcTextField(
        _("liên hệ quảng cáo"),
        blank=True,
        help_text=_("Mỗi dòng một liên hệ, ví dụ: Rus +7(926) 282 29 86 (Viber, Whatsapp, Zalo)"),
    )
    original = NfcTextField(
        _("nguyên văn"), blank=True, help_text=_("Câu chữ đã đăng ký; lưu để đối chiếu.")
    )

    saved_at = models.DateTimeField(_("lưu lúc"), auto_now=True, db_default=Now())

    objects = ImprintManager()

    class Meta:
        verbose_name = _("thông tin tòa soạn")
        verbose_name_plural = _("thông tin tòa soạn")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def contacts(self) -> list[Contact]:
        """The advertising contacts, a line each."""
        lines = [line for line in self.advertising.splitlines() if line.strip()]
        return [Contact(line, found[0]) for line in lines if (found := PHONE.search(line))]

    @property
    def founder_contact(self) -> Contact:
        """The founder's telephone, diallable."""
        return Contact(self.founder_phone, self.founder_phone)

    @property
    def editor_contact(self) -> Contact:
        """The newsroom's telephone, diallable."""
        return Contact(self.editor_phone, self.editor_phone)

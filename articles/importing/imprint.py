"""The imprint at the foot of a page: finding it, and reading the Russian one into fields.

What a Russian network edition must name: Mass Media Law of the Russian Federation, article 27.
"""

import re
from dataclasses import dataclass
from datetime import date

from articles.importing.lines import one_space
from articles.text import fold

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_PHONE = r"\+?\d[\d() .–-]{5,24}\d"
_START_LIMIT = 400
"""Characters in which an imprint shows that it is one."""

_FIELD_LIMIT = 4000
"""Characters read for fields; the raw text is kept whole."""

_RUSSIAN_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        r"сетевое издание|средств\w* массовой информации|\bСМИ\b",
        r"зарегистрирован|свидетельств\w* о регистрации|регистрационный номер",
        r"\b(?:ЭЛ|ПИ)\s*№|ФС\s?77",
        r"учредител",
        r"главный редактор",
        r"адрес электронной почты|e-mail|телефон",
    )
)
_RUSSIAN_LABEL = re.compile(
    r"(?:учредитель|главный редактор|регистрационный номер|свидетельство о регистрации)"
    r"[^:.]{0,40}:|(?:СМИ )?сетевое издание\s*[«\"“]",
    re.IGNORECASE,
)
_RUSSIAN_START = re.compile(
    r"СМИ\b|сетевое издание|средство массовой информации|свидетельство о регистрации|учредитель|"
    r"главный редактор|регистрационный номер|зарегистрирован|настоящий ресурс",
    re.IGNORECASE,
)
_CYRILLIC_OR_CONTACT = re.compile(r"[А-яЁё]{2}|@|https?://|www\.|©|\d[\d .()-]{6,}\d|\d\+\Z")
_LICENCE = re.compile(
    r"\bgiay phep (?:hoat dong|xuat ban|thiet lap|bao chi|mxh|so)\b|\bgiay phep\s*:|"
    r"\bgp-(?:btttt|ttdt|bc)"
)
_VIETNAMESE_SIGNS = (
    _LICENCE,
    re.compile(r"\bco quan (?:chu quan|cua)\b"),
    re.compile(r"\btong bien tap\s*:"),
    re.compile(r"\b(?:bo thong tin va truyen thong|btttt|cuc bao chi|cuc phat thanh)\b"),
    re.compile(r"\b(?:dia chi|toa soan|tru so|dien thoai|email|hotline)\s*:"),
)
_VIETNAMESE_START = re.compile(
    r"(?:so )?giay phep\s*(?:so|hoat dong|xuat ban|thiet lap|bao chi|:)|co quan (?:chu quan|cua)\b|"
    r"(?:pho )?tong bien tap\s*:|ban quyen (?:thuoc|cua|©|\d)|©|copyright\b|"
    r"chiu trach nhiem (?:noi dung|xuat ban)|\d{1,2}\+\Z|"
    r"(?:toa soan|dia chi|tru so|lien he(?: quang cao)?)\s*:"
)


@dataclass(frozen=True, slots=True)
class AdvertisingContact:
    """One telephone for advertisers; country as written: "Rus", "Вьетнам"."""

    country: str
    number: str
    channels: tuple[str, ...] = ()

    def __str__(self) -> str:
        channels = f" ({', '.join(self.channels)})" if self.channels else ""
        return f"{self.country} {self.number}{channels}"


@dataclass(frozen=True, slots=True)
class ImprintFacts:
    """What an imprint states; "" and None where it states nothing. Numbers are as written."""

    name: str = ""
    registrar: str = ""
    registration_number: str = ""
    registered_on: date | None = None
    founder: str = ""
    founder_phone: str = ""
    editor_in_chief: str = ""
    email: str = ""
    editor_phone: str = ""
    age_mark: str = ""
    reuse_terms: str = ""
    advertising: tuple[AdvertisingContact, ...] = ()


def is_imprint(text: str) -> bool:
    """Whether a line shows two signs of an imprint, or begins with one of its Russian labels."""
    return bool(_RUSSIAN_LABEL.match(text[:_START_LIMIT])) or _signs(text) > 1


def is_russian(raw: str) -> bool:
    """Whether a whole imprint is one of a Russian network edition."""
    return sum(bool(sign.search(raw)) for sign in _RUSSIAN_SIGNS) > 1


def begins_imprint(text: str, is_last: bool, after_article: bool) -> bool:
    """Whether an imprint begins with this line.

    Where the article is over, one sign is enough. Elsewhere a sentence of the article may speak
    of an editor or a licence too: is_last must say that nothing but imprint stands below.
    """
    if not after_article:
        return is_last and is_imprint(text)
    part, words = text[:_START_LIMIT], fold(text[:_START_LIMIT])
    is_start = _RUSSIAN_START.match(part) or _VIETNAMESE_START.match(words)
    return bool(is_start or _LICENCE.search(words)) or is_imprint(text)


def may_continue_imprint(text: str) -> bool:
    """Whether a line can stand below the first line of an imprint."""
    return bool(_CYRILLIC_OR_CONTACT.search(text)) or _signs(text) > 0


def _signs(text: str) -> int:
    part, words = text[:_START_LIMIT], fold(text[:_START_LIMIT])
    russian = sum(bool(sign.search(part)) for sign in _RUSSIAN_SIGNS)
    return russian + sum(bool(sign.search(words)) for sign in _VIETNAMESE_SIGNS)


def parse_imprint(raw: str) -> ImprintFacts:
    """Read a Russian imprint into fields; no-break spaces count as spaces."""
    text = one_space(raw[:_FIELD_LIMIT])
    editor = _after(text, r"Главный редактор\s*:?\s*", r"[^:;,+]{1,80}")
    editor_part = text[text.find("Главный редактор") :] if editor else ""
    founder_part = text[: text.find("Главный редактор")] if editor else text
    phone = r"[Нн]омер телефона\s*:\s*|[Тт]елефон\s*:\s*"
    return ImprintFacts(
        name=_after(text, r"изда\w{2,5} ", r"«[^»]{1,80}»").strip("«»"),
        registrar=_after(text, r"зарегистрирован\w{0,2} (?:в )?", r"[^.]{1,300}"),
        registration_number=_after(text, r"\b(?=Эл № ?|ЭЛ № ?|ПИ № ?)", r"\w{2} № ?[\w-]{3,30}"),
        registered_on=_registered_on(text),
        founder=_after(text, r"Учредитель\s*:?\s*", r"[^,;:.+]{1,120}"),
        founder_phone=_after(founder_part, phone, _PHONE),
        editor_in_chief=editor,
        email=_after(text, "", r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,3}"),
        editor_phone=_after(editor_part.partition("Реклама")[0], phone, _PHONE),
        age_mark=_after(text, r"(?<!\S)", r"(?:0|6|12|16|18)\+(?!\d)"),
        reuse_terms=_reuse_terms(text),
        advertising=_advertising(text),
    )


def _after(text: str, label: str, value: str) -> str:
    found = re.search(f"(?:{label})({value})", text)
    return found[1].strip() if found else ""


def _registered_on(text: str) -> date | None:
    found = re.search(rf"от (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})", text)
    numeric = re.search(r"от (\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if found:
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        return date(int(numeric[3]), int(numeric[2]), int(numeric[1])) if numeric else None
    except ValueError:
        return None


def _reuse_terms(text: str) -> str:
    start = text.find("Использование информации")
    return text[start:].partition("Реклама")[0].strip() if start >= 0 else ""


def _advertising(text: str) -> tuple[AdvertisingContact, ...]:
    part = text.partition("Реклама")[2]
    contacts = re.finditer(rf"(\w{{2,30}})\s*:?\s*({_PHONE})(?: ?\(([^()]{{1,100}})\))?", part)
    return tuple(
        AdvertisingContact(found[1], found[2].rstrip("."), _channels(found[3]))
        for found in contacts
    )


def _channels(names: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",")) if names else ()

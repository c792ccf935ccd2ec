"""Other sites that say who somebody is: only those the operator set up, only after a click."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.google.provider import GoogleProvider
from django.test import Client

from accounts.models import User
from accounts.readers.social import SocialAdapter
from tests.reader_door import DOOR, HOME, PROOF, a_reader, confirm, is_in, last_code, signed_in
from tests.signing_in import staff

pytestmark = pytest.mark.django_db

GOOGLE = f"{HOME}mang-xa-hoi/google/login/"
NEW = f"{HOME}mang-xa-hoi/dang-ky/"
KEYS = {"APPS": [{"client_id": "so-khach", "secret": "bi-mat"}]}


@pytest.fixture
def _google(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"google": KEYS | {"EMAIL_AUTHENTICATION": True}}


def test_a_site_without_keys_is_not_there(client):
    page = client.get(DOOR)
    assert "Tiếp tục với" not in page.text
    for site in ("google", "facebook", "vk", "yandex", "github"):
        for step in ("login/", "login/callback/?code=x&state=y"):
            address = f"{HOME}mang-xa-hoi/{site}/{step}"
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    assert "form-action 'self';" in page["Content-Security-Policy"] + ";"


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("google", "https://accounts.google.com/"),
        ("facebook", "https://www.facebook.com/"),
        ("vk", "https://id.vk.ru/"),
        ("yandex", "https://oauth.yandex.com/"),
    ],
)
def test_a_click_leads_to_the_site_and_nothing_is_asked_of_it_before(client, settings, site, host):
    settings.SOCIALACCOUNT_PROVIDERS = {site: KEYS}
    page = client.get(f"{DOOR}?next=/the-gioi/")
    assert f'action="{HOME}mang-xa-hoi/{site}/login/"' in page.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!testserver)", page.text)
    answer = client.post(f"{HOME}mang-xa-hoi/{site}/login/", {"next": "/the-gioi/"})
    assert answer.status_code == 302
    assert answer.url.startswith(host)
    assert "client_id=so-khach" in answer.url
    assert "bi-mat" not in answer.url
    policy = page["Content-Security-Policy"]
    allowed = re.search(r"form-action ([^;]+)", policy)[1].split()
    name = host.removeprefix("https://").rstrip("/")
    assert any(name.endswith(each.removeprefix("https://").lstrip("*")) for each in allowed)
    assert "google" not in client.get("/")["Content-Security-Policy"]


@pytest.mark.usefixtures("_google")
def test_a_link_from_elsewhere_starts_nothing_by_itself(client):
    page = client.get(GOOGLE)
    assert page.status_code == 200
    assert "Bạn sẽ sang trang của Google" in page.text


@pytest.mark.usefixtures("_google")
@pytest.mark.parametrize("said", ["error=access_denied", "code=x", "code=x&state=gia", "state=\0"])
def test_a_refusal_or_a_forged_answer_leads_back_to_the_door(client, said):
    answer = client.get(f"{GOOGLE}callback/?{said}")
    assert answer.url == DOOR
    assert "Chưa đăng nhập được bằng Google" in client.get(DOOR).text


# What the site said --------------------------------------------------------------------


def said_by_google(rf, email: str, verified: bool = True) -> SocialLogin:
    """What Google says about somebody, as allauth reads it."""
    request = rf.get(GOOGLE)
    request.session = {}
    adapter = SocialAdapter()
    app = adapter.get_app(request, "google")
    said = {"sub": "g-1", "email": email, "email_verified": verified, "name": "Lan Google"}
    with context.request_context(request):
        return GoogleProvider(request, app=app).sociallogin_from_response(request, said)


def arriving(rf, email: str, verified: bool = True) -> Client:
    """A browser that has just come back from Google."""
    client = Client()
    client.get(DOOR)
    session = client.session
    session["socialaccount_sociallogin"] = said_by_google(rf, email, verified).serialize()
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


@pytest.mark.usefixtures("_google")
def test_a_new_reader_is_asked_for_the_name_only(rf):
    client = arriving(rf, "lan@example.vn")
    page = client.get(NEW).text
    assert 'value="Lan Google"' in page
    assert 'value="lan@example.vn"' in page
    assert client.post(NEW, {"display_name": "Admin", "email": "lan@example.vn"}).status_code == 422
    answer = client.post(NEW, {"display_name": "Lan", "email": "lan@example.vn"})
    assert answer.url == HOME
    assert is_in(client)
    account = User.objects.get()
    assert (str(account), account.has_verified_email) == ("Lan", True)
    assert "Google" in client.get(HOME).text


@pytest.mark.usefixtures("_google")
@pytest.mark.parametrize("typed", ["khac@example.vn", "lan@example.vn"])
def test_an_address_the_site_does_not_vouch_for_is_proved_by_a_code(rf, typed):
    client = arriving(rf, "lan@example.vn", verified=typed != "lan@example.vn")
    answer = client.post(NEW, {"display_name": "Lan", "email": typed})
    assert answer.url == PROOF or typed == "khac@example.vn"
    if answer.url == PROOF:
        assert not is_in(client)
        client.post(PROOF, {"code": last_code()})
    assert is_in(client)
    proved = EmailAddress.objects.filter(verified=True).values_list("email", flat=True)
    assert set(proved) == {"lan@example.vn"}


@pytest.mark.usefixtures("_google")
def test_google_opens_the_account_of_a_reader_and_none_of_the_desk(rf):
    reader = a_reader("lan@example.vn")
    boss = staff("minh", email="minh@example.vn")
    adapter = SocialAdapter()
    assert adapter.authenticate_by_email(said_by_google(rf, "lan@example.vn"))[0] == reader
    assert adapter.authenticate_by_email(said_by_google(rf, "lan@example.vn", False)) is None
    assert adapter.authenticate_by_email(said_by_google(rf, "minh@example.vn")) is None
    boss.refresh_from_db()
    assert boss.has_usable_password()


@pytest.mark.usefixtures("_google")
def test_a_site_is_let_go_after_asking_who_is_there():
    client = signed_in()
    row = SocialAccount.objects.create(user=client.user, provider="google", uid="g-1")
    theirs = SocialAccount.objects.create(user=a_reader("x@y.vn"), provider="google", uid="g-2")
    assert "Bỏ liên kết" in client.get(HOME).text
    address = f"{HOME}mang-xa-hoi/{{}}/bo/"
    assert client.post(address.format(row.pk)).status_code == 302
    assert SocialAccount.objects.count() == 2
    confirm(client)
    assert client.post(address.format(theirs.pk)).status_code == 404
    assert client.post(address.format(row.pk)).url == HOME
    assert list(SocialAccount.objects.all()) == [theirs]

"""Who may sit at the desk."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from portal.desk_groups import GROUPS, ensure_groups
from tests.builders import a_user
from tests.desk import at_the_desk, desk, filled_in, owner

USER = "accounts.user"
PASSWORD = "mot-mat-khau-dai"

pytestmark = pytest.mark.django_db


def test_groups_are_made_once_and_then_left_to_their_owner():
    ensure_groups()
    reporters = Group.objects.get(name="Phóng viên")
    assert reporters.permissions.filter(codename="add_article").exists()
    assert not reporters.permissions.filter(codename="publish_article").exists()
    reporters.permissions.clear()
    ensure_groups()
    assert not reporters.permissions.exists()
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


def test_the_owner_makes_an_account():
    client, address = owner(), desk(USER, "add")
    typed = {"username": "lan", "display_name": "Lan", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post(address, filled_in(client.get(address)) | typed, follow=True)
    assert response.status_code == 200
    assert User.objects.get(username="lan").check_password(PASSWORD)
    assert client.get(desk(USER)).status_code == 200


def test_only_the_owner_hands_out_rights():
    group, _new = Group.objects.get_or_create(name="Quản lý tài khoản")
    client = at_the_desk("Phóng viên")
    assert client.get(desk(USER)).status_code == 403
    from_django = group.permissions.model.objects.filter(codename__in=("change_user", "view_user"))
    group.permissions.set(from_django)
    client.user.groups.add(group)
    other = a_user()
    address = desk(USER, "change", other.pk)
    fields = client.get(address).context["adminform"].form.fields
    assert not {"is_superuser", "is_staff", "groups"} & set(fields)


@pytest.mark.parametrize(
    ("code", "heading"), [("vi", 'lang="vi"'), ("en", 'lang="en"'), ("ru", 'lang="ru"')]
)
def test_each_editor_chooses_the_language_of_the_desk(code, heading):
    client = owner()
    response = client.post(reverse("set_language"), {"language": code, "next": "/toa-soan/"})
    cookie = response.cookies["django_language"]
    assert cookie["path"] == "/toa-soan/"
    assert heading in client.get("/toa-soan/").text


def test_signing_in_leads_to_the_desk(client):
    a_user("lan", is_staff=True)
    page = client.get("/toa-soan/login/")
    assert "Mật khẩu" in page.text
    typed = {"username": "lan", "password": "mat-khau-dai", "next": page.context["next"]}
    assert client.post("/toa-soan/login/", typed).url == "/toa-soan/"


def test_the_desk_allows_no_inline_script(client):
    policy = client.get("/toa-soan/login/")["Content-Security-Policy"]
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    assert "unsafe-inline" not in scripts


def test_the_import_map_of_the_editor_has_the_nonce_of_its_page():
    response = owner().get(desk("articles.article", "add"))
    nonce = response.text.partition('<script type="importmap" nonce="')[2].partition('"')[0]
    assert nonce
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("noun", [USER, "auth.group"])
@pytest.mark.parametrize("chosen", ["1", "abc", "9" * 30, "1\0"])
def test_accounts_and_groups_are_never_deleted_in_bulk(noun, chosen):
    client = owner()
    ensure_groups()
    before = User.objects.count(), Group.objects.count()
    forged = {"action": "delete_selected", "_selected_action": [chosen], "post": "yes"}
    assert client.post(desk(noun), forged).status_code < 500
    assert (User.objects.count(), Group.objects.count()) == before

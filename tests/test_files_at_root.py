"""Machines find the files they ask for by name: robots.txt, ads.txt, security.txt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.security_contact import security_contact_holds

pytestmark = pytest.mark.django_db

SECURITY = "/.well-known/security.txt"


def in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat()


@pytest.fixture
def contact(settings):
    settings.SITE_URL = "https://bandoc.example"
    settings.SECURITY_CONTACT = ["an-ninh@bandoc.example", "https://bandoc.example/an-ninh"]
    settings.SECURITY_EXPIRES = in_days(90)
    return settings


def test_robots_learn_where_the_sitemaps_are_and_where_nothing_is_to_be_found(client, settings):
    settings.SITE_URL = "https://bandoc.example"
    lines = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: https://bandoc.example/sitemap.xml" in lines
    assert "Sitemap: https://bandoc.example/sitemap-tin-moi.xml" in lines
    assert {"Disallow: /toa-soan/", "Disallow: /toi/"} <= set(lines)
    # They may read that results are not to be indexed, and leave the ways to narrow them alone.
    assert "Disallow: /tim-kiem/*&" in lines
    assert "Disallow: /tim-kiem/" not in lines


def test_who_sells_advertising_is_said_where_the_paper_says_it(client, settings):
    assert client.get("/ads.txt").status_code == 404
    settings.ADS_TXT = "google.com, pub-1, DIRECT\nadnetwork.example, 7, RESELLER"
    response = client.get("/ads.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == f"{settings.ADS_TXT}\n"


def test_whoever_finds_a_weakness_learns_whom_to_tell(client, contact):
    contact.SECURITY_EXPIRES = "2999-06-30T07:00:00+07:00"
    response = client.get(SECURITY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:an-ninh@bandoc.example",
        "Contact: https://bandoc.example/an-ninh",
        "Expires: 2999-06-30T00:00:00Z",
        "Preferred-Languages: vi, en, ru",
        "Canonical: https://bandoc.example/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECURITY_CONTACT": []},
        {"SECURITY_CONTACT": ["http://bandoc.example"]},
        {"SECURITY_CONTACT": ["gọi cho chúng tôi"]},
        {"SECURITY_CONTACT": ["mailto:a@b\nExpires: 2999"]},
        {"SECURITY_EXPIRES": ""},
        {"SECURITY_EXPIRES": "mai"},
        {"SECURITY_EXPIRES": "2026-13-45"},
        {"SECURITY_EXPIRES": "2020-01-01T00:00:00Z"},
    ],
)
def test_a_file_that_nobody_should_trust_is_not_served(client, contact, wrong):
    assert client.get(SECURITY).status_code == 200
    assert security_contact_holds() == []
    for name, value in wrong.items():
        setattr(contact, name, value)
    assert client.get(SECURITY).status_code == 404
    assert [said.id[:8] for said in security_contact_holds()] == ["portal.E"]


@pytest.mark.parametrize(
    ("days", "said"), [(20, ["portal.W004"]), (90, []), (500, ["portal.W004"])]
)
def test_a_deployment_warns_before_the_file_runs_out(contact, days, said):
    contact.SECURITY_EXPIRES = in_days(days)
    assert [message.id for message in security_contact_holds()] == said


def test_a_deployment_warns_of_a_paper_that_names_nobody(settings):
    settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES = [], ""
    assert [message.id for message in security_contact_holds()] == ["portal.W003"]


def test_a_day_is_enough_for_an_end(client, contact):
    contact.SECURITY_EXPIRES = "2999-06-30"
    assert "Expires: 2999-06-30T00:00:00Z" in client.get(SECURITY).text

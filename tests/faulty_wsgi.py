"""The site with pages that break, as gunicorn serves it."""

from django.conf import settings

from portal.wsgi import application  # noqa: F401

settings.ROOT_URLCONF = "tests.faulty_site"

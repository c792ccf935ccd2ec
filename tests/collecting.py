"""Static files as a deployment has them."""

import pytest
from django.core.management import call_command

from portal.settings import STORAGES


@pytest.fixture
def collected(settings, tmp_path):
    """The folder of what ``collectstatic`` made, with compressed files beside."""
    settings.STATIC_ROOT = tmp_path / "static"
    of_tests = settings.STORAGES
    settings.STORAGES = STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    settings.STORAGES = of_tests
    return settings.STATIC_ROOT

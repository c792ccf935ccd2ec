"""What the operator is told at the start when settings of accounts do not go together."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from accounts import phones

LEVELS = ("none", "email", "phone")


@register()
def sign_in_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Name settings that would leave readers before a door that never opens."""
    found: list[CheckMessage] = []
    level = settings.COMMENTS_VERIFICATION
    if level not in LEVELS:
        says = f"COMMENTS_VERIFICATION is {level!r}."
        found.append(Error(says, hint=f"One of: {', '.join(LEVELS)}.", id="accounts.E001"))
    if level == "phone" and not settings.PHONE_VERIFIER:
        says = "COMMENTS_VERIFICATION asks for phone numbers that nobody can prove."
        found.append(Error(says, hint="Set PHONE_VERIFIER.", id="accounts.E002"))
    try:
        phones.verifier()
    except Exception as error:  # Whatever the operator's own module raises.
        says = f"PHONE_VERIFIER={settings.PHONE_VERIFIER} cannot be used: {error}."
        found.append(
            Error(says, hint="The dotted name of a class, on PYTHONPATH.", id="accounts.E004")
        )
    if unknown := set(settings.SOCIAL_PROVIDERS) - set(settings.SOCIAL_HOSTS):
        says = (
            f"SOCIAL_PROVIDERS names sites the paper does not know: {', '.join(sorted(unknown))}."
        )
        hint = f"It knows {', '.join(settings.SOCIAL_HOSTS)}."
        found.append(Error(says, hint=hint, id="accounts.E003"))
    return found

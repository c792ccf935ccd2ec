"""Pages that the packages bring along and the desk does without."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from allauth.socialaccount.admin import SocialAccountAdmin
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

# They show everybody's secrets and addresses; keys of other sites stand in the settings.
for page in (AuthenticatorAdmin, EmailAddressAdmin, SocialAccountAdmin):
    assert issubclass(page, admin.ModelAdmin)
for model in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(model)

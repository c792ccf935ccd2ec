"""Pages that the packages bring along and the desk does without."""

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin

# The one shows everybody's secrets; the other lists readers' addresses, of which we ask none.
for page in (AuthenticatorAdmin, EmailAddressAdmin):
    assert issubclass(page, admin.ModelAdmin)
for model in (Authenticator, EmailAddress):
    admin.site.unregister(model)

"""Settings of signing in: the desk's door (decision 9), the readers' door (decision 21)."""

from datetime import timedelta
from typing import Any

from portal.environment import env

ACCOUNT_PATH = "/tai-khoan/"
SESSION_ENGINE = "accounts.session_store"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)

# Readers: a code by mail, a passkey, or another site. They have no passwords ----------
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"reauthenticate": "accounts.forms.PasswordAgain"}
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.reader_names.NamedSignUp"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Mail may wait in a queue for a while; a code is long enough not to be guessed meanwhile.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True

# Second factors of the desk, passkeys of both -----------------------------------------
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Clocks differ: the code before and the one after are good too, each once.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStep",
    "reauthenticate": "accounts.forms.CodeAgain",
    "activate_totp": "accounts.forms.NewApp",
    "login_webauthn": "accounts.forms.PasskeyIn",
    "authenticate_webauthn": "accounts.forms.PasskeySecond",
    "reauthenticate_webauthn": "accounts.forms.PasskeyAgain",
    "add_webauthn": "accounts.forms.NewPasskey",
    "edit_webauthn": "accounts.forms.PasskeyName",
}

# Limits -------------------------------------------------------------------------------
# After so many failures on one account from one part of the network the door stays shut.
AXES_FAILURE_LIMIT = env.int("LOCKOUT_FAILURES", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", default=15))
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"30/m/ip,{AXES_FAILURE_LIMIT}/{AXES_COOLOFF_TIME.total_seconds():.0f}s/key",
    # What sends a mail or a message, by address or number as well.
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "confirm_email": "20/m/ip,1/10s/key,12/h/key",
    "again_code": "3/m/user,12/h/user",
    "phone_code": "10/h/ip,1/30s/key,5/d/key",
    "phone_check": "10/h/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "accounts.lockout.Lockouts"
AXES_USERNAME_CALLABLE = "accounts.lockout.name_in"
AXES_CLIENT_IP_CALLABLE = "accounts.network.coarse_address"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential", "csrfmiddlewaretoken"]

# A phone number of one's own ----------------------------------------------------------
# The dotted name of a class with send and check, see accounts/phones.py. Empty: none.
PHONE_VERIFIER = env.str("PHONE_VERIFIER", default="")

# Other sites that say who somebody is -------------------------------------------------
# What the paper can offer, and where the button leads: the policy of the page lets it.
SOCIAL_HOSTS = {
    "google": ["https://accounts.google.com"],
    "facebook": ["https://www.facebook.com", "https://m.facebook.com"],
    "vk": ["https://id.vk.ru", "https://id.vk.com"],
    "yandex": ["https://*.yandex.com", "https://*.yandex.ru"],
}
SOCIAL_PROVIDERS = env.list("SOCIAL_PROVIDERS", default=[])
SOCIALACCOUNT_ADAPTER = "accounts.readers.social.SocialAdapter"
# The form asks for the name that readers will see.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False


def social_app(provider: str) -> dict[str, Any]:
    """Return what allauth needs to know of one provider: GOOGLE_CLIENT_ID, GOOGLE_SECRET."""
    name = provider.upper()
    keys = {"client_id": env.str(f"{name}_CLIENT_ID"), "secret": env.str(f"{name}_SECRET")}
    # Google vouches for the addresses it names; the others' are proved by a code of ours.
    return {"APPS": [keys], "EMAIL_AUTHENTICATION": provider == "google"}


SOCIALACCOUNT_PROVIDERS = {
    provider: social_app(provider) for provider in SOCIAL_PROVIDERS if provider in SOCIAL_HOSTS
}

"""Settings of the log: one line an event, on standard error, without anybody's address."""

from portal.environment import env

LEVEL = env.str("LOG_LEVEL", default="WARNING")
# The server's operator decides where it lands.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "portal.logs.NobodyNamed",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LEVEL},
    "loggers": {
        # Nobody is mailed a traceback with what a reader sent, which Django would do.
        "django": {"handlers": [], "level": LEVEL},
        # Otherwise every photo leaves two lines; a failed task still leaves its traceback.
        "django.tasks": {"level": LEVEL},
    },
}

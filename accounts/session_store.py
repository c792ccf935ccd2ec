"""Sessions in the database, each with the account it belongs to: ``SESSION_ENGINE``."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session

# How old "last seen" may grow before it is written again.
SEEN_EVERY = timedelta(minutes=5)


class SessionStore(db.SessionStore):
    """Django's own store, over our table."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Repeat the account in its own column."""
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY) or None  # type: ignore[attr-defined]
        return row  # type: ignore[return-value]

    def load(self) -> dict[str, Any]:
        """Read the session; remember when it was last seen, without another query."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        self.seen_at = row.seen_at if row else None
        return self.decode(row.session_data) if row else {}

    def touch(self) -> None:
        """Write down that the session is in use, at most once in a while."""
        now = timezone.now()
        if self.seen_at and now - self.seen_at > SEEN_EVERY:
            Session.objects.filter(session_key=self.session_key).update(seen_at=now)
            self.seen_at = now

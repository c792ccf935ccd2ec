"""Settings of the conversation: who may comment, what happens to it, how long it is kept."""

from portal.environment import env

# pre: a moderator reads everything first. trusted: readers with a good record pass.
# post: everything passes that no rule holds; moderators read it afterwards.
COMMENTS_POLICY = env.str("COMMENTS_POLICY", default="pre")
# So many approved comments, and none rejected since, make a reader trusted.
COMMENTS_TRUSTED_AFTER = env.int("COMMENTS_TRUSTED_AFTER", default=5)
COMMENTS_REQUIRE_ACCOUNT = env.bool("COMMENTS_REQUIRE_ACCOUNT", default=False)
# none, email or phone: how an account must be verified before it may comment.
COMMENTS_VERIFICATION = env.str("COMMENTS_VERIFICATION", default="none")
# Days after publication; 0 never closes. An article may say otherwise.
COMMENTS_CLOSE_AFTER_DAYS = env.int("COMMENTS_CLOSE_AFTER_DAYS", default=0)
COMMENTS_EDIT_MINUTES = env.int("COMMENTS_EDIT_MINUTES", default=5)
# So many readers' reports hide a comment until a moderator looks; 0 never does.
COMMENTS_HIDE_AT_REPORTS = env.int("COMMENTS_HIDE_AT_REPORTS", default=3)
COMMENTS_TAKEDOWN_HOURS = env.int("COMMENTS_TAKEDOWN_HOURS", default=24)
# A service that also judges comments: POST of JSON, signed with the key. Empty: none.
COMMENTS_HOOK_URL = env.str("COMMENTS_HOOK_URL", default="")
COMMENTS_HOOK_KEY = env.str("COMMENTS_HOOK_KEY", default="")
COMMENTS_HOOK_SECONDS = env.float("COMMENTS_HOOK_SECONDS", default=3.0)

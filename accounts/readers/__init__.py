"""The readers' door and what readers do with their account: code by mail, passkey, other sites."""

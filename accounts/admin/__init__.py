"""Accounts, groups and failed sign-ins at the desk."""

from accounts.admin import account, failed_sign_in, group, left_out

__all__ = ["account", "failed_sign_in", "group", "left_out"]

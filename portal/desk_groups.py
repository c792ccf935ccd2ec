"""The groups of the desk and what each may do."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

LOOK = ("view",)
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")


def over(model: str, verbs: tuple[str, ...]) -> list[str]:
    """Return the permissions to do these things to a model: "articles.add_photo"."""
    app, name = model.split(".")
    return [f"{app}.{verb}_{name}" for verb in verbs]


DESK_PHOTOS = over("articles.photo", ALL)
REPORTER = [
    *over("articles.article", WRITE),
    # Of photos that are out, a reporter changes no word: readers would see it at once.
    *over("articles.photo", ("view", "add")),
    *over("articles.tag", LOOK),
    *over("articles.category", LOOK),
    *over("articles.author", LOOK),
    *over("articles.source", LOOK),
    *over("articles.revision", LOOK),
    *over("articles.correction", LOOK),
    *over("articles.storyline", LOOK),
    *over("articles.storylineentry", LOOK),
]
EDITOR = [
    *REPORTER,
    "articles.edit_others_articles",
    "articles.approve_article",
    "articles.publish_article",
    *over("articles.photo", WRITE),
    *over("articles.tag", WRITE),
    *over("articles.tagalias", ALL),
    *over("articles.author", WRITE),
    *over("articles.source", WRITE),
    *over("articles.correction", WRITE),
    *over("articles.previewlink", WRITE),
    *over("articles.importeddocument", LOOK),
    *over("articles.frontpageslot", LOOK),
    *over("articles.breakingnews", LOOK),
    *over("articles.spellingvariants", ALL),
    *over("articles.pinnedresult", ALL),
    *over("articles.popularsearch", ("view", "change")),
    *over("articles.storyline", WRITE),
    *over("articles.storylineentry", ALL),
]
# What a chief sees of moderation without deciding anything.
MODERATION_SEEN = [
    *over("comments.comment", LOOK),
    *over("comments.decision", LOOK),
    *over("comments.report", LOOK),
    *over("comments.ban", LOOK),
    *over("comments.takedown", LOOK),
    *over("comments.bannedterm", LOOK),
    *over("comments.teencode", LOOK),
    *over("comments.houserules", LOOK),
]
CHIEF = [
    *EDITOR,
    "articles.withdraw_article",
    "articles.edit_every_category",
    *over("articles.article", ALL),
    *DESK_PHOTOS,
    *over("articles.tag", ALL),
    *over("articles.category", ALL),
    *over("articles.author", ALL),
    *over("articles.source", ALL),
    *over("articles.legacypath", ALL),
    *over("articles.partnerfeed", ALL),
    *over("articles.frontpageslot", ALL),
    *over("articles.frontpagepick", ALL),
    *over("articles.breakingnews", ALL),
    *over("articles.storyline", ALL),
    *over("portal.imprint", WRITE),
    *MODERATION_SEEN,
    *over("accounts.user", LOOK),
    *over("accounts.failedsignin", ("view", "delete")),
    "accounts.delete_session",
]
PHOTO_DESK = [
    *DESK_PHOTOS,
    *over("articles.article", LOOK),
]
MODERATOR = [
    *MODERATION_SEEN,
    "comments.moderate_comment",
    *over("comments.ban", WRITE),
    *over("comments.takedown", WRITE),
    *over("comments.bannedterm", ALL),
    *over("comments.teencode", ALL),
    *over("comments.houserules", ALL),
]
GROUPS = {
    "Phóng viên": REPORTER,
    "Biên tập viên": EDITOR,
    "Thư ký tòa soạn": CHIEF,
    "Phòng ảnh": PHOTO_DESK,
    "Kiểm duyệt viên": MODERATOR,
}


@transaction.atomic
def ensure_groups() -> list[Group]:
    """Make the groups that are missing; leave those that exist as their owner set them.

    Raises:
        Permission.DoesNotExist: a permission named here is not in the database:
            the migrations have not run.
    """
    return [_group(name, permissions) for name, permissions in GROUPS.items()]


def _group(name: str, permissions: list[str]) -> Group:
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        group.permissions.set(_named(permissions))
    return group


def _named(permissions: list[str]) -> list[Permission]:
    wanted = Q()
    for permission in permissions:
        app, codename = permission.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted))
    if len(found) < len(set(permissions)):
        raise Permission.DoesNotExist(", ".join(permissions))
    return found

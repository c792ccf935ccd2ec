"""Give the groups of a paper that is running the rights to what this version brings.

``manage.py groups`` makes missing groups only, so that their owner's choices stay.
"""

from django.db import migrations

LOOK = ("view",)
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")
MODELS = {
    "ban": ("lệnh cấm", WRITE, LOOK),
    "takedown": ("yêu cầu gỡ", WRITE, LOOK),
    "teencode": ("tiếng lóng chat", ALL, LOOK),
    "houserules": ("quy tắc bình luận", ALL, LOOK),
    "bannedterm": ("từ bị cấm", ALL, LOOK),
    "decision": ("quyết định", LOOK, LOOK),
    "report": ("báo cáo vi phạm", LOOK, LOOK),
}


def extend(apps, schema_editor):
    """Add rights to groups that exist; nothing is taken away."""
    groups = {
        group.name: group
        for group in apps.get_model("auth", "Group").objects.filter(
            name__in=("Kiểm duyệt viên", "Thư ký tòa soạn")
        )
    }
    if not groups:
        return
    for model, (words, moderators, chiefs) in MODELS.items():
        for name, verbs in (("Kiểm duyệt viên", moderators), ("Thư ký tòa soạn", chiefs)):
            if name in groups:
                groups[name].permissions.add(*_rights(apps, model, words, verbs))


def _rights(apps, model, words, verbs):
    """Return permissions, making those that Django would make after all migrations."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = kinds.get_or_create(app_label="comments", model=model)
    known = apps.get_model("auth", "Permission").objects
    return [
        known.get_or_create(
            content_type=kind,
            codename=f"{verb}_{model}",
            defaults={"name": f"Can {verb} {words}"},
        )[0]
        for verb in verbs
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0004_mail"),
        ("comments", "0003_the_conversation"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(extend, migrations.RunPython.noop)]

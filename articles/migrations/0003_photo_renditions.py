"""Which smaller files every photo has, and the words by which it is found."""

import articles.models.fields
from django.db import migrations

from articles import text

# What was made of every upload before this migration, where the original is wider.
FORMER_WIDTHS = (320, 640, 1280)


def note_what_is_there(apps, schema_editor):
    photos = apps.get_model("articles", "Photo").objects.using(schema_editor.connection.alias)
    changed = []
    for photo in photos.defer("renditions").iterator(chunk_size=500):
        words = f"{photo.caption} {photo.credit} {photo.alt}"
        photo.words_key = text.match_key(words)[:3000]
        photo.renditions = {}
        if photo.file and photo.width:
            photo.renditions = {"webp": [w for w in FORMER_WIDTHS if w < photo.width]}
        changed.append(photo)
        if len(changed) == 500:
            photos.bulk_update(changed, ["renditions", "words_key"])
            changed = []
    photos.bulk_update(changed, ["renditions", "words_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_newsroom"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="words_key",
            field=articles.models.fields.KeyField(
                default="",
                editable=False,
                max_length=3000,
                source="caption credit alt",
                verbose_name="chữ để tìm",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(note_what_is_there, migrations.RunPython.noop, elidable=True),
    ]

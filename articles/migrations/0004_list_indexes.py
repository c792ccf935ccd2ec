"""Indexes along which the desk's list of articles is read, filtered and counted."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_photo_renditions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="article", name="article_last_saved_first"),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=[
                    "-saved_at",
                    "-id",
                    "status",
                    "published_at",
                    "expires_at",
                    "category",
                    "source",
                    "created_by",
                    "lead_photo",
                ],
                name="article_last_saved_first",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["category", "-saved_at", "-id"], name="article_saved_in_category"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-published_at", "-id"], name="article_by_time"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["status", "expires_at"], name="article_by_expiry"),
        ),
    ]

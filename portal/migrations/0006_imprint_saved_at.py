from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_rights_of_moderators")]

    operations = [
        migrations.AddField(
            "imprint",
            "saved_at",
            models.DateTimeField(auto_now=True, db_default=Now(), verbose_name="lưu lúc"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_help_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='own_poor_ratings',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='chưa tốt tại đây'),
        ),
    ]

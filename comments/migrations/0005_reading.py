from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_reading'),
        ('comments', '0004_writing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='comment',
            name='comment_by_helpfulness',
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('parent', None)), fields=['article', 'status', '-is_pick', '-created_at', '-id'], name='thread_newest_first'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('parent', None)), fields=['article', 'status', '-is_pick', 'created_at', 'id'], name='thread_oldest_first'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('parent', None)), fields=['article', 'status', '-is_pick', '-helpful_count', '-created_at', '-id'], name='thread_helpful_first'),
        ),
    ]

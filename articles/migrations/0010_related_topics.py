"""Companions, reads and story lines; the desk's groups of a running paper get their rights."""

import articles.models.fields
import django.db.models.deletion
from django.db import migrations, models


LOOK = ("view",)
WRITE = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")
# Group → what it may do with a story line and with its entries.
RIGHTS = {
    "Phóng viên": (LOOK, LOOK),
    "Biên tập viên": (WRITE, ALL),
    "Thư ký tòa soạn": (ALL, ALL),
}
MODELS = (("storyline", "dòng sự kiện"), ("storylineentry", "bài của dòng sự kiện"))


def extend(apps, schema_editor):
    """Add rights to groups that exist; nothing is taken away."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=RIGHTS):
        for (model, words), verbs in zip(MODELS, RIGHTS[group.name], strict=True):
            group.permissions.add(*_rights(apps, model, words, verbs))


def _rights(apps, model, words, verbs):
    """Return permissions, making those that Django would make after all migrations."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _created = kinds.get_or_create(app_label="articles", model=model)
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
        ('articles', '0009_search'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='most_read', serialize=False, to='articles.article', verbose_name='bài')),
                ('position', models.PositiveSmallIntegerField(db_index=True, verbose_name='thứ tự')),
                ('reads', models.PositiveIntegerField(verbose_name='lượt đọc')),
                ('counted_at', models.DateTimeField(verbose_name='tính lúc')),
            ],
            options={
                'verbose_name': 'bài đọc nhiều',
                'verbose_name_plural': 'bài đọc nhiều',
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('key', models.CharField(max_length=32, primary_key=True, serialize=False, verbose_name='dấu')),
                ('day', models.DateField(db_index=True, verbose_name='ngày')),
                ('article_id', models.BigIntegerField(verbose_name='bài')),
                ('hour', models.DateTimeField(verbose_name='giờ')),
                ('batch', models.CharField(max_length=32, verbose_name='lần ghi')),
            ],
            options={
                'verbose_name': 'dấu đã đọc',
                'verbose_name_plural': 'dấu đã đọc',
            },
        ),
        migrations.CreateModel(
            name='StoryLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.NfcCharField(help_text='Tên việc đang diễn ra, ví dụ: Mùa bão 2026.', max_length=120, verbose_name='tên')),
                ('slug', articles.models.fields.NamedSlugField(blank=True, help_text='Để trống thì lấy từ tên, không dấu.', max_length=80, source='name', unique=True, verbose_name='địa chỉ')),
                ('key', articles.models.fields.KeyField(editable=False, max_length=120, source='name', verbose_name='tên không dấu')),
                ('summary', articles.models.fields.NfcTextField(blank=True, help_text='Vài câu cho người mới theo dõi; hiện đầu trang.', verbose_name='tóm tắt')),
                ('order', models.CharField(choices=[('newest', 'mới nhất trước'), ('by_hand', 'theo thứ tự xếp tay')], default='newest', help_text='Xếp tay: theo số thứ tự của từng bài dưới đây.', max_length=7, verbose_name='thứ tự trên trang')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='mở lúc')),
            ],
            options={
                'verbose_name': 'dòng sự kiện',
                'verbose_name_plural': 'dòng sự kiện',
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='TextProfile',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='profile', serialize=False, to='articles.article', verbose_name='bài')),
                ('terms', models.BinaryField(verbose_name='cặp tiếng')),
                ('sketch', models.BinaryField(verbose_name='dấu vân chữ')),
                ('story', models.BigIntegerField(verbose_name='cùng một tin với bài')),
            ],
            options={
                'verbose_name': 'vốn chữ của bài',
                'verbose_name_plural': 'vốn chữ của bài',
            },
        ),
        migrations.CreateModel(
            name='Companion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField(verbose_name='điểm')),
                ('reason', models.CharField(choices=[('named', 'được nhắc trong bài'), ('naming', 'nhắc đến bài này'), ('topics', 'cùng chủ đề'), ('text', 'nội dung gần nhau')], max_length=6, verbose_name='lý do')),
                ('topics', models.JSONField(default=list, verbose_name='chủ đề chung')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='companions', to='articles.article', verbose_name='bài')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='companion_of', to='articles.article', verbose_name='bài đứng cạnh')),
            ],
            options={
                'verbose_name': 'bài liên quan',
                'verbose_name_plural': 'bài liên quan',
                'ordering': ('-score', '-other'),
                'indexes': [models.Index(fields=['article', '-score'], name='companion_best_first')],
                'constraints': [models.UniqueConstraint(fields=('article', 'other'), name='companion_once'), models.CheckConstraint(condition=models.Q(('article', models.F('other')), _negated=True), name='companion_is_another')],
            },
        ),
        migrations.CreateModel(
            name='PickedCompanion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picked_companions', to='articles.article', verbose_name='bài')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='picked_beside', to='articles.article', verbose_name='bài')),
            ],
            options={
                'verbose_name': 'bài liên quan chọn tay',
                'verbose_name_plural': 'bài liên quan chọn tay',
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('article', 'other'), name='picked_companion_once', violation_error_message='Bài này đã chọn rồi.'), models.CheckConstraint(condition=models.Q(('article', models.F('other')), _negated=True), name='picked_companion_is_another', violation_error_message='Bài không đứng cạnh chính nó.')],
            },
        ),
        migrations.CreateModel(
            name='ReadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField(verbose_name='giờ')),
                ('reads', models.PositiveIntegerField(default=0, verbose_name='lượt đọc')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_counts', to='articles.article', verbose_name='bài')),
            ],
            options={
                'verbose_name': 'lượt đọc theo giờ',
                'verbose_name_plural': 'lượt đọc theo giờ',
                'indexes': [models.Index(fields=['hour', 'article'], name='read_count_by_hour')],
                'constraints': [models.UniqueConstraint(fields=('article', 'hour'), name='read_count_once_an_hour')],
            },
        ),
        migrations.CreateModel(
            name='StoryLineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', articles.models.fields.NfcCharField(blank=True, help_text='Để trống thì hiện giờ đăng. Ví dụ: Đêm 7/9, bão vào bờ.', max_length=120, verbose_name='mốc')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('published_at', articles.models.fields.PublicationCopyField(editable=False, null=True, of='article', verbose_name='giờ đăng')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='story_line_entries', to='articles.article', verbose_name='bài')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='articles.storyline', verbose_name='dòng sự kiện')),
            ],
            options={
                'verbose_name': 'bài của dòng sự kiện',
                'verbose_name_plural': 'bài của dòng sự kiện',
                'ordering': ('position', 'pk'),
                'indexes': [models.Index(fields=['line', '-published_at'], name='story_line_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('line', 'article'), name='story_line_has_an_article_once', violation_error_message='Bài này đã có trong dòng sự kiện.')],
            },
        ),
        migrations.RunPython(extend, migrations.RunPython.noop),
    ]

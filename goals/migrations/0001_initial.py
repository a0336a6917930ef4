
import django.db.models.deletion
import privacy.fields
import privacy.identifiers
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('couples', '0018_agreed_to_goals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('stage', models.CharField(choices=[('safety', 'Feeling safe'), ('closeness', 'Coming closer'), ('growth', 'Growing together')], max_length=9)),
                ('title', models.CharField(max_length=80)),
                ('start', models.CharField(blank=True, max_length=160, verbose_name='a sentence for the step hoped for')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False, verbose_name='no longer offered')),
                ('packed', models.CharField(blank=True, editable=False, max_length=64, verbose_name='hash of what the content pack last wrote')),
            ],
            options={
                'verbose_name': 'idea for a goal',
                'verbose_name_plural': 'ideas for goals',
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=privacy.identifiers.new_public_id, editable=False, max_length=22, unique=True)),
                ('zone', models.CharField(max_length=64)),
                ('agreed_on', models.DateField(null=True, verbose_name='the day on which its first round began')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='since when it rests')),
                ('couple', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='couples.couple')),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalIdea',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40)),
                ('stage', models.CharField(choices=[('safety', 'Feeling safe'), ('closeness', 'Coming closer'), ('growth', 'Growing together')], max_length=9)),
                ('title', models.CharField(max_length=80)),
                ('start', models.CharField(blank=True, max_length=160, verbose_name='a sentence for the step hoped for')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('retired', models.BooleanField(default=False, verbose_name='no longer offered')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical idea for a goal',
                'verbose_name_plural': 'historical ideas for goals',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('public_id', models.CharField(default=privacy.identifiers.new_public_id, editable=False, max_length=22, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(verbose_name='number of the version that was rated')),
                ('round', models.PositiveSmallIntegerField()),
                ('value', privacy.fields.EncryptedChoiceField(choices=[('-2', 'Much less than hoped'), ('-1', 'Less than hoped'), ('0', 'As hoped'), ('1', 'More than hoped'), ('2', 'Much more than hoped')], owner='person_id', row=('goal_id', 'round'), version='')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.goal')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('signed_at', models.DateTimeField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.goal')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('token', models.CharField(max_length=22)),
                ('gist', privacy.fields.EncryptedJSONField(owner='person_id', row=('goal_id', 'number'), version='')),
                ('written_at', models.DateTimeField()),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.goal')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Ladder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('steps', privacy.fields.EncryptedPageField(owner='person_id', row=('version_id',), version='')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='goals.version')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('public_id', models.CharField(default=privacy.identifiers.new_public_id, editable=False, max_length=22, primary_key=True, serialize=False)),
                ('about', models.CharField(max_length=22)),
                ('is_new', models.BooleanField()),
                ('fields', privacy.fields.EncryptedPageField(owner='person_id', row=('about',), version='')),
                ('saved_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'about'), name='goal_has_one_draft_a_page')],
            },
        ),
        migrations.AddIndex(
            model_name='goal',
            index=models.Index(fields=['couple', 'id'], name='goals_of_couple'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('person', 'goal', 'round'), name='goal_is_rated_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('person', 'goal', 'version'), name='goal_is_signed_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('person', 'token'), name='goal_is_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('goal', 'number'), name='versions_of_a_goal_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='ladder',
            constraint=models.UniqueConstraint(fields=('person', 'version'), name='goal_has_one_ladder'),
        ),
    ]

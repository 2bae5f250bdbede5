import django.core.validators
from django.db import migrations, models

import quotes.models.bases

REF = {
    "max_length": 12,
    "default": quotes.models.bases.new_ref,
    "validators": [
        django.core.validators.RegexValidator(
            "\\A[23456789abcdefghjkmnpqrstuvwxyz]{4,12}\\Z",
            "A ref is 4 to 12 letters and digits, without 0, 1, i, l, o.",
        )
    ],
}


def mint_refs(apps, schema_editor):
    """A ref for each: the default of a new column is asked for once and given to all."""
    for model in ("Correction", "HistoricalCorrection"):
        apps.get_model("quotes", model).objects.update(ref="")
    for correction in apps.get_model("quotes", "Correction").objects.all():
        ref = quotes.models.bases.new_ref()
        type(correction).objects.filter(pk=correction.pk).update(ref=ref)
        history = apps.get_model("quotes", "HistoricalCorrection").objects
        history.filter(id=correction.pk).update(ref=ref)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0005_standing_of_words")]

    operations = [
        migrations.AlterModelOptions(name="correction", options={"ordering": ["-date", "ref"]}),
        migrations.AddField(
            model_name="correction",
            name="loaded",
            field=models.JSONField(
                default=dict,
                editable=False,
                help_text="What the loader last wrote; where the row differs, an editor changed it.",
            ),
        ),
        migrations.AddField(
            model_name="correction", name="ref", field=models.CharField(**REF)
        ),
        migrations.AddField(
            model_name="historicalcorrection",
            name="ref",
            field=models.CharField(**REF, db_index=True),
        ),
        migrations.RunPython(mint_refs, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="correction", name="ref", field=models.CharField(**REF, unique=True)
        ),
    ]

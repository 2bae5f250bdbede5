"""The editor's desk in tests: a row of every model, and what a browser sends from its forms."""

from django.urls import reverse

from quotes.models import FormerSlug
from tests.factories import (
    ArticleFactory,
    ContrastFactory,
    ContrastSideFactory,
    CorrectionFactory,
    GlossaryTermFactory,
    LandmarkFactory,
    NoteFactory,
    PassageFactory,
    PhaseFactory,
    PositionFactory,
    QuotationFactory,
    SectionFactory,
    SourceFactory,
    SpeakerFactory,
    ThenAndNowFactory,
    TopicFactory,
)

FACTORIES = {
    "article": ArticleFactory,
    "contrast": lambda **values: (
        ContrastSideFactory(
            contrast=ContrastFactory(sides=[("Old", "speaker=old")], **values), order=2
        ).contrast
    ),
    "correction": CorrectionFactory,
    "glossaryterm": GlossaryTermFactory,
    "landmark": LandmarkFactory,
    "note": NoteFactory,
    "passage": PassageFactory,
    "phase": PhaseFactory,
    "position": PositionFactory,
    "quotation": lambda **values: PositionFactory(quotation=QuotationFactory(**values)).quotation,
    "section": SectionFactory,
    "source": SourceFactory,
    "speaker": SpeakerFactory,
    "thenandnow": lambda **values: ThenAndNowFactory(is_confirmed=False, **values),
    "topic": TopicFactory,
    "formerslug": lambda: FormerSlug.objects.create(
        model="topic", slug=f"old-{FormerSlug.objects.count()}", current="new"
    ),
}


def address(model, page="changelist", *args):
    return reverse(f"admin:quotes_{model}_{page}", args=args)


def form_of(answer):
    """What a browser would send back if nothing were changed: field name → value."""
    values = {}
    context = answer.context
    forms = [context["adminform"].form]
    for formset in (inline.formset for inline in context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            values[bound.html_name] = "" if value is None else value
    values["_version"] = context.get("version", "")
    return {name: value for name, value in values.items() if value is not False}


def confirm(desk, page):
    """Open the question whether to delete a row, and say yes."""
    return desk.post(page, {"post": "yes", "_version": desk.get(page).context["version"]})


def listed(desk, model):
    """What the list says of its rows."""
    return {"_versions": desk.get(address(model)).context.get("versions", "")}

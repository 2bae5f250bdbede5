"""Who may edit: the group "Editors", with editing rights only."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

NAME = "Editors"
# What comes from the article alone can be looked at; a wrong reading can be taken away, and
# everything else is unpublished instead of deleted.
MAY_ADD = (
    *("speaker", "topic", "source", "passage", "quotation", "position", "landmark", "phase"),
    *("contrast", "contrastside", "thenandnow", "glossaryterm", "correction"),
)
MAY_CHANGE = (*MAY_ADD, "article")
MAY_VIEW = (*MAY_CHANGE, "section", "note", "formerslug")
MAY_DELETE = ("position", "contrastside")


def editors_group() -> Group:
    """The group with exactly these rights; made where it is missing, put right where it is not."""
    group, _ = Group.objects.get_or_create(name=NAME)
    group.permissions.set(_rights())
    return group


def _rights():
    wanted = Q()
    actions = {"view": MAY_VIEW, "add": MAY_ADD, "change": MAY_CHANGE, "delete": MAY_DELETE}
    for action, models in actions.items():
        wanted |= Q(codename__in=[f"{action}_{model}" for model in models])
    return Permission.objects.filter(wanted, content_type__app_label="quotes")

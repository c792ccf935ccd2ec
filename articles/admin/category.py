"""Categories at the desk: a tree in its order."""

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from articles.admin.forms import SluggedForm
from articles.admin.lists import DeskAdmin, FindableAdmin, MovableAdmin
from articles.admin.rows import RowsField
from articles.models import Category

# Each section before its subcategories, in the paper's order.
TREE_ORDER = (
    Coalesce("parent__position", "position"),
    Coalesce("parent__name", "name"),
    F("parent").asc(nulls_first=True),
    "position",
    "name",
)


def categories_as_tree() -> QuerySet[Category]:
    """Return all categories in tree order."""
    return Category.objects.order_by(*TREE_ORDER)


class CategoryForm(SluggedForm):
    """A section or subsection."""

    class Meta:
        model = Category
        fields = ("name", "parent", "slug", "position", "editors")


@admin.register(Category)
class CategoryAdmin(FindableAdmin, MovableAdmin, DeskAdmin):
    """Sections with their subsections under them."""

    found_in = "category"
    form = CategoryForm
    list_display = ("indented_name", "address", "position")
    list_per_page = 200
    list_select_related = ("parent",)
    sortable_by = ()
    prepopulated_fields = {"slug": ("name",)}

    def get_ordering(self, request: HttpRequest) -> tuple[object, ...]:
        """Read categories in tree order."""
        return TREE_ORDER

    def formfield_for_foreignkey(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Offer only sections as parents."""
        if db_field.name == "parent":
            kwargs["queryset"] = Category.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        """Offer the people of the desk, as boxes to tick."""
        people = db_field.remote_field.model.objects
        kwargs["queryset"] = people.filter(is_staff=True, is_active=True).order_by("username")
        kwargs |= {"widget": UnfoldAdminCheckboxSelectMultipleWidget, "form_class": RowsField}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @display(description=_("chuyên mục"))
    def indented_name(self, category: Category) -> SafeString:
        """The name, set off when it is a subcategory."""
        level = "desk-child" if category.parent_id else "desk-root"
        return format_html('<span class="{}">{}</span>', level, category.name)

    @display(description=_("địa chỉ"))
    def address(self, category: Category) -> SafeString:
        """Where readers find the category."""
        url = category.get_absolute_url()
        return format_html('<a href="{}" class="desk-link">{}</a>', url, url)

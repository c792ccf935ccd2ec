"""The trail of decisions, to be read on the page of a comment."""

from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from articles.admin.times import by_our_clock
from comments.admin.queue.words import rule_label
from comments.models import Decision


class DecisionInline(TabularInline):
    """The trail of decisions about a comment: what, why, about which words, who and when."""

    model = Decision
    fields = readonly_fields = ("what", "why", "words", "who")
    extra = 0
    can_delete = False
    show_title = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Decisions are made by verbs, not by filling in a row."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The trail is never rewritten."""
        return False

    @display(description=_("quyết định"))
    def what(self, decision: Decision) -> SafeString:
        """The verdict, and the rule that decided."""
        verdict, rule = decision.get_verdict_display(), rule_label(decision.rule)
        return format_html("<strong>{}</strong><br>{}", verdict, rule)

    @display(description=_("lý do"))
    def why(self, decision: Decision) -> SafeString:
        """The reason in words, as statistics count it, and what matched."""
        code = decision.get_code_display()
        said = [decision.reason or code]
        if code and code != said[0]:
            said.append(f"({code})")
        matched = format_html("<br><mark>{}</mark>", decision.matched) if decision.matched else ""
        return format_html('<span class="desk-clip">{}{}</span>', " ".join(said), matched)

    @display(description=_("lời được xét"))
    def words(self, decision: Decision) -> SafeString:
        """The words that were decided about; those written again say so."""
        again = gettext("đã sửa, lần viết %(n)s") % {"n": decision.edition}
        shown = again if decision.edition > 1 else ""
        return format_html(
            '<span class="desk-said"><strong>{}</strong>{}</span>', shown, decision.text
        )

    @display(description=_("người quyết định"))
    def who(self, decision: Decision) -> SafeString:
        """Who decided, and when; nobody is a rule."""
        when = by_our_clock(decision.created_at)
        return format_html("{}<br><small>{}</small>", decision.by or "–", when)

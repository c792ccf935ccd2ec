"""What pages of readers' accounts share, around the views of allauth."""

from typing import Any

from django.http import HttpResponse

UNPROCESSABLE = 422


class AccountPage:
    """A page in the paper's own look; a form with errors answers 422, as under an article.

    Attributes:
        title: of the page.
        form: the class of its form, whatever allauth would take.
    """

    title: Any = ""
    form: Any = None

    def get_form_class(self) -> Any:
        """Return the form in the paper's look."""
        return self.form or super().get_form_class()  # type: ignore[misc]

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what was typed, and what is wrong with it."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = UNPROCESSABLE
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the title."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"title": self.title}


class CodePage(AccountPage):
    """A page that asks for a code just sent; its button may ask for another one.

    Attributes:
        template_name: shows ``form``, ``sent_to``, ``can_resend`` and the way back, ``back``.
    """

    template_name: Any = "account/code.html"
    title: Any = ""
    back: Any = ""
    _action: str

    def get_form_class(self) -> Any:
        """Return the form for the code; another code needs none."""
        if self._action == "verify":
            return self.form
        return super(AccountPage, self).get_form_class()  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went, in the words of the template."""
        context = super().get_context_data(**kwargs)
        return context | {"sent_to": context["email"], "back": self.back}

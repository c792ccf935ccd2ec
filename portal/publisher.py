"""Who is responsible for the paper, as search engines read it: from the imprint.

https://schema.org/NewsMediaOrganization; what the imprint does not know is left out.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.structured_data import CONTEXT, PUBLISHER
from articles.templatetags.newsroom import absolute
from portal.models import Imprint

LOGO_SIZE = 180  # pixels of img/touch-icon.png; Google asks for 112 at least


def publisher(imprints: Sequence[Imprint]) -> dict[str, Any]:
    """Describe the paper as a news organisation.

    Args:
        imprints: of each country; the first that knows a fact tells it.
    """

    def known(name: str) -> Any:
        return next((fact for each in imprints if (fact := getattr(each, name))), None)

    about = absolute(reverse("imprint"))
    said = {
        "@context": CONTEXT,
        "@type": "NewsMediaOrganization",
        "@id": absolute(PUBLISHER),
        "name": settings.SITE_NAME,
        "legalName": known("name"),
        "url": absolute(reverse("articles:home")),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static("img/touch-icon.png")),
            "width": LOGO_SIZE,
            "height": LOGO_SIZE,
        },
        "masthead": about if known("editor_in_chief") else None,
        "correctionsPolicy": absolute(reverse("articles:corrections")),
        "ownershipFundingInfo": about if known("founder") else None,
        "email": known("email"),
        "telephone": known("editor_phone"),
        "address": known("address"),
    }
    return {name: fact for name, fact in said.items() if fact}

/* Names the search-while-typing fields, which the library leaves without a name and draws anew
   whenever it likes. */
"use strict";
{
  const name = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const field = select.nextElementSibling?.querySelector(".select2-selection");
      /* Several may be chosen: there it is typed into the field itself. */
      const typed = field?.querySelector(".select2-search__field");
      if (label && typed && !typed.hasAttribute("aria-labelledby")) {
        label.id ||= `${select.id}_label`;
        typed.setAttribute("aria-labelledby", label.id);
      }
      const shown = field?.querySelector(".select2-selection__rendered");
      if (!label || !shown || shown.hasAttribute("aria-labelledby")) continue;
      label.id ||= `${select.id}_label`;
      field.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      shown.setAttribute("aria-labelledby", label.id);
    }
  };
  const start = () => {
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}

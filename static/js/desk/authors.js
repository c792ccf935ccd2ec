/* Suggests names while somebody types who signed an article, a name a line. */
"use strict";
{
  const field = () => document.querySelector("textarea[data-authors]");
  let asked = 0;

  /* The line on which the caret stands. */
  const line = (area) => {
    const before = area.value.slice(0, area.selectionStart);
    const start = before.lastIndexOf("\n") + 1;
    const end = area.value.indexOf("\n", start);
    return { start, end: end < 0 ? area.value.length : end };
  };

  const close = (area, list) => {
    list.replaceChildren();
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
    area.setAttribute("aria-expanded", "false");
  };

  const pick = (area, list, name) => {
    const { start, end } = line(area);
    area.setRangeText(name, start, end, "end");
    close(area, list);
    area.dispatchEvent(new Event("change", { bubbles: true }));
    area.focus();
  };

  const suggest = async (area, list) => {
    const { start, end } = line(area);
    const term = area.value.slice(start, end).trim();
    const mine = ++asked;
    if (term.length < 2) {
      close(area, list);
      return;
    }
    const query = new URLSearchParams({
      term, app_label: "articles", model_name: "byline", field_name: "author",
    });
    const response = await fetch(`${area.dataset.authors}?${query}`).catch(() => null);
    if (!response?.ok || mine !== asked) return;
    const { results } = await response.json();
    list.replaceChildren(...results.slice(0, 8).map(({ text }, n) => {
      const option = document.createElement("li");
      option.id = `${area.id}-${n}`;
      option.setAttribute("role", "option");
      option.textContent = text;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        pick(area, list, text);
      });
      return option;
    }));
    list.hidden = results.length === 0;
    area.setAttribute("aria-expanded", String(results.length > 0));
  };

  const move = (area, list, step) => {
    const options = [...list.children];
    const now = options.findIndex((option) => option.id === area.getAttribute("aria-activedescendant"));
    const next = options[(now + step + options.length) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    area.setAttribute("aria-activedescendant", next.id);
  };

  const start = () => {
    const area = field();
    if (!area || !area.dataset.authors) return;
    const list = document.createElement("ul");
    list.className = "desk-suggestions";
    list.id = `${area.id}-suggestions`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    area.after(list);
    area.setAttribute("role", "combobox");
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-expanded", "false");
    area.addEventListener("input", () => suggest(area, list));
    area.addEventListener("blur", () => setTimeout(() => close(area, list), 150));
    area.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(area, list, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && area.getAttribute("aria-activedescendant")) {
        event.preventDefault();
        const chosen = document.getElementById(area.getAttribute("aria-activedescendant"));
        pick(area, list, chosen.textContent);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        close(area, list);
      }
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}

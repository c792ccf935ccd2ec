/* The list of articles: keeps its place, closes its menus, suggests names. Everything works without it. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PLACE = "desk-list-place";
  const page = document.querySelector(".desk-list");
  if (!page) {
    return;
  }

  // The filters start folded where there is no room for them, and open where there is.
  const panel = page.querySelector(".desk-list-panel-fold");
  if (panel && window.matchMedia("(min-width: 1280px)").matches) {
    panel.open = true;
  }

  // A verb done from a row leads back to where the reader was.
  const scroller = () => document.getElementById("main") ?? document.scrollingElement;
  const here = window.location.pathname + window.location.search;
  const kept = (() => {
    try {
      return JSON.parse(window.sessionStorage.getItem(PLACE) ?? "null");
    } catch {
      return null;
    }
  })();
  window.sessionStorage.removeItem(PLACE);
  if (kept && kept.here === here) {
    const at = scroller();
    at.scrollTop = kept.top;
    window.scrollTo({ top: kept.window, behavior: "instant" });
  }
  page.addEventListener("click", (event) => {
    if (event.target.closest(".desk-verbs a, .desk-verbs button")) {
      const place = { here, top: scroller().scrollTop, window: window.scrollY };
      window.sessionStorage.setItem(PLACE, JSON.stringify(place));
    }
  });

  // One menu at a time; Escape and a click elsewhere close it.
  const menus = [...page.querySelectorAll(".desk-list-more, .desk-save-view")];
  const close = (but) => menus.filter((each) => each !== but).forEach((each) => (each.open = false));
  document.addEventListener("click", (event) => close(event.target.closest(".desk-list-more, .desk-save-view")));
  document.addEventListener("keydown", (event) => {
    const open = menus.find((each) => each.open);
    if (event.key === "Escape" && open) {
      close();
      open.querySelector("summary").focus();
    }
  });

  // Names that hold what is typed.
  const suggest = async (field) => {
    const typed = field.value.trim();
    if (!typed) {
      return;
    }
    const answer = await fetch(`${field.dataset.names}&term=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer?.ok || field.value.trim() !== typed) {
      return;
    }
    const { results } = await answer.json();
    const list = document.getElementById(field.getAttribute("list"));
    list.replaceChildren(...results.map(({ text }) => new Option(text, text)));
  };
  for (const field of page.querySelectorAll("[data-names]")) {
    let waiting = 0;
    field.addEventListener("input", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => suggest(field), 200);
    });
  }
});

/* Suggests names while somebody types: who signed an article, a name a line; its topics, with
   commas between them, also those that its text speaks of; one topic alone. */
"use strict";
{
  const KINDS = [
    { fields: "textarea[data-authors]", separator: "\n", shortest: 2, ask: (area, term) => authors(area, term) },
    { fields: "input[data-topics]", separator: ",", shortest: 1, ask: (area, term) => topics(area.dataset.topics, term) },
    { fields: "input[data-topic]", separator: "", shortest: 1, ask: (area, term) => topics(area.dataset.topic, term) },
  ];

  const authors = async (area, term) => {
    const query = new URLSearchParams({
      term, app_label: "articles", model_name: "byline", field_name: "author",
    });
    const told = await json(`${area.dataset.authors}?${query}`);
    return told?.results?.map(({ text }) => ({ name: text })) ?? null;
  };

  const topics = async (address, term) =>
    (await json(`${address}?${new URLSearchParams({ q: term })}`))?.topics ?? null;

  const json = async (address, options) => {
    const response = await fetch(address, options).catch(() => null);
    return response?.ok ? response.json().catch(() => null) : null;
  };

  /* The part of the field in which the caret stands. */
  const part = (area, separator) => {
    if (!separator) return { start: 0, end: area.value.length };
    const before = area.value.slice(0, area.selectionStart);
    let start = before.lastIndexOf(separator) + 1;
    while (area.value[start] === " " && start < area.selectionStart) start += 1;
    const end = area.value.indexOf(separator, area.selectionStart);
    return { start, end: end < 0 ? area.value.length : end };
  };

  /* The number of the last question of each list: an answer to any other comes too late. */
  const asked = new WeakMap();
  const count = (list) => asked.set(list, (asked.get(list) ?? 0) + 1).get(list);

  const close = (area, list) => {
    count(list); // What is still asked would open it again.
    list.replaceChildren();
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
    area.setAttribute("aria-expanded", "false");
  };

  const changed = (area) => area.dispatchEvent(new Event("change", { bubbles: true }));

  const pick = (area, list, kind, name) => {
    const { start, end } = part(area, kind.separator);
    area.setRangeText(name, start, end, "end");
    close(area, list);
    changed(area);
    area.focus();
  };

  const suggest = async (area, list, kind) => {
    const { start, end } = part(area, kind.separator);
    const term = area.value.slice(start, end).trim();
    const mine = count(list);
    if (term.length < kind.shortest) {
      close(area, list);
      return;
    }
    const found = await kind.ask(area, term);
    if (!found || mine !== asked.get(list)) return;
    list.replaceChildren(...found.slice(0, 8).map(({ name, alias }, n) => {
      const option = document.createElement("li");
      option.id = `${area.id}-${n}`;
      option.dataset.name = name;
      option.setAttribute("role", "option");
      option.textContent = alias ? `${alias} → ${name}` : name;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        pick(area, list, kind, name);
      });
      return option;
    }));
    list.hidden = found.length === 0;
    area.setAttribute("aria-expanded", String(found.length > 0));
  };

  const move = (area, list, step) => {
    const options = [...list.children];
    const now = options.findIndex((option) => option.id === area.getAttribute("aria-activedescendant"));
    const next = options[(now + step + options.length) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    area.setAttribute("aria-activedescendant", next.id);
  };

  const attach = (area, kind) => {
    const list = document.createElement("ul");
    list.className = "desk-suggestions";
    list.id = `${area.id}-suggestions`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    area.after(list);
    area.autocomplete = "off";
    area.setAttribute("role", "combobox");
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-expanded", "false");
    area.addEventListener("input", () => suggest(area, list, kind));
    area.addEventListener("blur", () => setTimeout(() => close(area, list), 150));
    area.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(area, list, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && area.getAttribute("aria-activedescendant")) {
        event.preventDefault();
        const chosen = document.getElementById(area.getAttribute("aria-activedescendant"));
        pick(area, list, kind, chosen.dataset.name);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        close(area, list);
      }
    });
    if (area.dataset.topicsOfText) offerTopicsOfText(area, list);
  };

  /* Under the field: the topics that the text speaks of, a click each. */
  const offerTopicsOfText = (area, list) => {
    const fields = area.form.elements;
    const row = document.createElement("p");
    row.className = "desk-topics";
    row.hidden = true;
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", area.dataset.topicsLabel);
    list.after(row);
    let known = [];
    let read = "";

    const names = () => area.value.split(",").map((name) => name.trim()).filter(Boolean);
    const add = (name) => {
      area.value = [...names(), name].join(", ");
      changed(area);
      show();
      (row.querySelector("button") ?? area).focus();
    };
    const show = () => {
      const there = new Set(names().map((name) => name.toLocaleLowerCase("vi")));
      const open = known.filter((name) => !there.has(name.toLocaleLowerCase("vi")));
      const label = document.createElement("span");
      label.textContent = area.dataset.topicsLabel;
      row.replaceChildren(label, ...open.map((name) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "desk-topic";
        button.textContent = `+ ${name}`;
        button.addEventListener("click", () => add(name));
        return button;
      }));
      row.hidden = open.length === 0;
    };
    const ask = async () => {
      const said = [fields.headline, fields.standfirst, fields.body].map((field) => field?.value ?? "");
      if (said.join("\n") === read || !said.join("").trim()) return;
      read = said.join("\n");
      const [tit, sapo, text] = said;
      const told = await json(area.dataset.topicsOfText, {
        method: "POST",
        headers: { "X-CSRFToken": fields.csrfmiddlewaretoken.value },
        body: new URLSearchParams({ tit, sapo, "noi-dung": text }),
      });
      known = (told?.topics ?? []).map(({ name }) => name);
      show();
    };
    area.addEventListener("focus", ask);
    area.addEventListener("input", show);
    area.addEventListener("change", show);
    ask();
  };

  const start = () => {
    for (const kind of KINDS) document.querySelectorAll(kind.fields).forEach((area) => attach(area, kind));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}

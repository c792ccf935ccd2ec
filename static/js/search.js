/* Suggests while one types: a list below the field, by arrow keys or pointer. Without this file,
   and without a choice, the form asks the results page as ever. Before one types, the list holds
   what was searched before, which is kept in this browser alone, then what others search for. */
const KEPT = "tim-gan-day";
const MOST = 6;
const OFFERED = 8;

const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
};

const keep = (queries) => {
  try {
    localStorage.setItem(KEPT, JSON.stringify(queries.slice(0, MOST)));
  } catch {
    /* A browser that keeps nothing suggests nothing of it. */
  }
};

for (const form of document.querySelectorAll("form.search")) {
  const field = form.querySelector("input[type=search]");
  const list = form.querySelector("[data-suggestions]");
  if (!field || !list) continue;
  let asking = null;
  let pause = 0;
  let here = -1;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    clearTimeout(pause);
    asking?.abort(); // A late answer would open the list again.
    list.hidden = true;
    here = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(({ text, address, kind }, place) => {
        const option = document.createElement("a");
        option.setAttribute("role", "option");
        option.id = `${list.id}-${place}`;
        option.href = address;
        option.tabIndex = -1;
        option.append(text);
        if (kind) {
          const label = document.createElement("span");
          label.textContent = kind;
          option.append(" ", label);
        }
        return option;
      }),
    );
    here = -1;
    list.hidden = suggestions.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  };

  const before = () =>
    kept().map((text) => ({
      text,
      address: `${form.getAttribute("action")}?${new URLSearchParams({ q: text })}`,
      kind: list.dataset.before,
    }));

  const ask = async (query) => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const said = new URLSearchParams({ q: query });
    try {
      const answer = await fetch(`${list.dataset.suggestions}?${said}`, { signal: mine.signal });
      return answer.ok ? (await answer.json()).suggestions : null;
    } catch {
      return mine.signal.aborted ? null : [];
    }
  };

  const suggest = async () => {
    const suggestions = await ask(field.value);
    if (suggestions) show(suggestions);
  };

  const offer = async () => {
    const mine = before();
    show(mine);
    const others = (await ask("")) ?? [];
    const fresh = others.filter(({ text }) => !mine.some((each) => each.text === text));
    // Whoever is on the way to one of their own keeps the list as it is.
    if (fresh.length && here < 0 && !field.value.trim()) show([...mine, ...fresh].slice(0, OFFERED));
  };

  const go = (step) => {
    const all = options();
    if (!all.length) return;
    here = (here + step + all.length) % all.length;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === here)));
    field.setAttribute("aria-activedescendant", all[here].id);
    all[here].scrollIntoView({ block: "nearest" });
  };

  field.addEventListener("input", () => {
    clearTimeout(pause);
    if (field.value.trim().length < 2) {
      close();
    } else {
      pause = setTimeout(suggest, 150);
    }
  });
  field.addEventListener("focus", () => field.value.trim() || offer());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : here < 0 ? 0 : -1);
    } else if (event.key === "Enter" && here >= 0 && !list.hidden) {
      event.preventDefault();
      options()[here].click();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  form.addEventListener("submit", () => {
    const query = field.value.trim();
    if (query) keep([query, ...kept().filter((each) => each !== query)]);
  });
}

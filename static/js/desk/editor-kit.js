/* What the parts of the editor share: words, elements, dialogs, questions to the server. */

/* The words come with the text field, see articles/admin/editor/words.py. */
let known = null;
export const t = (word, filling = {}) => {
  known ??= JSON.parse(document.querySelector("textarea[data-words]")?.dataset.words ?? "{}");
  let words = known[word] ?? word;
  for (const [name, value] of Object.entries(filling)) words = words.replace(`%(${name})s`, value);
  return words;
};

export const fieldOf = (editor) => editor.options.element.querySelector("textarea");

/* The number of the article that is being written; "" for a new one. */
export const ownNumber = () => /\/(\d+)\/change\//.exec(window.location.pathname)?.[1] ?? "";

/* h("button", { class: "x", type: "button", onclick: act }, "words", child) */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

export const button = (words, onclick, attributes = {}) =>
  h("button", { type: "button", class: "desk-button desk-button-quiet", onclick, ...attributes }, words);

let numbers = 0;
export const unique = (name) => `desk-${name}-${(numbers += 1)}`;

export const labelled = (label, control, help = "") => {
  control.id ||= unique("field");
  const hint = help ? h("span", { class: "ed-hint", id: `${control.id}-hint` }, help) : null;
  if (hint) control.setAttribute("aria-describedby", hint.id);
  return h("div", { class: "ed-field" }, h("label", { for: control.id }, label), control, hint);
};

/* Opens a dialog and gives it back; it leaves the page when it closes, and the focus returns.
   The native element keeps the focus inside and closes at Escape. */
export const openDialog = ({ title, content, buttons = [], wide = false, onclose }) => {
  const name = unique("title");
  const before = document.activeElement;
  const close = h(
    "button",
    { type: "button", class: "ed-close", "aria-label": t("Close"), onclick: () => dialog.close() },
    h("span", { class: "material-icons", "aria-hidden": "true" }, "close"),
  );
  const dialog = h(
    "dialog",
    { class: `ed-dialog${wide ? " ed-dialog-wide" : ""}`, "aria-labelledby": name },
    h("header", { class: "ed-dialog-head" }, h("h2", { id: name }, title), close),
    h("div", { class: "ed-dialog-body" }, ...content),
    buttons.length ? h("footer", { class: "ed-dialog-foot" }, ...buttons) : null,
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose?.();
    if (before?.isConnected && document.activeElement === document.body) before.focus();
  });
  /* A click beside the box closes it, as Escape does; a text that was typed keeps it open. */
  dialog.addEventListener("pointerdown", (event) => {
    const typed = [...dialog.querySelectorAll("input, textarea")].some((each) => each.value);
    if (event.target === dialog && !typed) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

export const say = (place, words, isFault = false) => {
  place.textContent = words;
  place.classList.toggle("ed-fault", isFault);
};

/* Asks the server. What it answers with "why" is thrown: an Error whose message is for the editor. */
export const ask = async (address, { fields, signal } = {}) => {
  const options = { headers: { Accept: "application/json" }, credentials: "same-origin", signal };
  if (fields) {
    options.method = "POST";
    options.body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    options.headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(t("No connection"), { cause: error });
  }
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  if (!isJson) throw new Error(t(answer.redirected || answer.status === 403 ? "Signed out" : "No answer"));
  const told = await answer.json();
  if (!answer.ok || told.why) throw new Error(told.why ?? told.error ?? t("No answer"));
  return told;
};

/* Calls at most once in a while, with the last arguments. */
export const calmly = (act, wait = 250) => {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
};

/* A list that is picked from with the arrow keys while the caret stays in its search field. */
export const pickList = ({ input, find, row, onPick, empty }) => {
  const list = h("ul", { class: "ed-picks", role: "listbox", id: unique("picks"), "aria-label": t("Found") });
  const status = h("p", { class: "ed-status", role: "status" });
  let items = [];
  let at = -1;
  let asking = null;
  const mark = (index) => {
    at = index;
    [...list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
    const current = list.children[at];
    current?.scrollIntoView({ block: "nearest" });
    if (current) input.setAttribute("aria-activedescendant", current.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    items = found;
    list.replaceChildren(
      ...found.map((item) =>
        h("li", { role: "option", id: unique("pick"), onclick: () => onPick(item) }, ...row(item)),
      ),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    mark(found.length ? 0 : -1);
  };
  const search = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const found = await find(input.value.trim(), asking.signal);
      show(found);
      say(status, found.length || !input.value.trim() ? "" : empty);
    } catch (error) {
      if (error.name !== "AbortError") say(status, error.message, true);
    }
  };
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }
  input.addEventListener("input", calmly(search));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length) {
      event.preventDefault();
      mark((at + step + items.length) % items.length);
    }
  });
  return { list, status, search, show, current: () => items[at] };
};

/* Tells the editor something below the text; see editor-foot.js. */
export const notice = (editor, words) =>
  fieldOf(editor).dispatchEvent(new CustomEvent("desk:notice", { detail: words }));

/* A toolbar button with a sign and, where there is room, a word. */
export const tool = (icon, words, title, keys = "") => {
  const name = keys ? `${title} (${keys})` : title;
  const made = h("button", { type: "button", class: "prose-menubar__button ed-tool", title: name, "aria-label": name });
  made.append(h("span", { class: "material-icons", "aria-hidden": "true" }, icon));
  if (words) made.append(h("span", { class: "ed-tool-word" }, words));
  return made;
};

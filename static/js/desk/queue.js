/* The queue by keyboard, without waiting for pages: the same forms go to the same addresses, the
   list stays where it is. Nothing here is needed to moderate. */

const root = document.getElementById("hang-cho");
const KEYS_OFF = "desk-queue-keys-off";
const PULSE = 20_000;
const FEW = 5;
const JSON_ONLY = { Accept: "application/json" };

const find = (selector, inside = root) => inside.querySelector(selector);
const all = (selector, inside = root) => [...inside.querySelectorAll(selector)];
const items = () => all("[data-item]");
const token = () => find("[name=csrfmiddlewaretoken]")?.value ?? "";
const say = (words) => {
  find("[data-status]").textContent = words;
};
const body = (fields) => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  data.set("ve", root.dataset.here);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

/* Where the moderator is ------------------------------------------------------------------- */

let last = null;

const current = () => {
  const focused = document.activeElement?.closest("[data-item]");
  return focused ?? (last?.isConnected ? last : null);
};

const go = (item, scrolls = true) => {
  if (!item) {
    root.focus({ preventScroll: true });
    return;
  }
  last = item;
  item.focus({ preventScroll: true });
  if (scrolls) item.scrollIntoView({ block: "nearest" });
};

const step = (by) => {
  const list = items();
  const at = list.indexOf(current());
  go(at < 0 ? list[0] : list[Math.min(list.length - 1, Math.max(0, at + by))]);
};

root.addEventListener("focusin", ({ target }) => {
  last = target.closest("[data-item]") ?? last;
});

/* The list --------------------------------------------------------------------------------- */

const showEmptiness = () => {
  find("[data-empty]").hidden = items().length > 0;
};

/* How much waits changes while one works: the heading, the piles and the menu say the same. */
const MENU = `[href="${location.pathname}"] span:not(:has(*))`;

const renumber = (page) => {
  for (const place of ["[data-found]", ".q-piles b", MENU]) {
    const numbers = all(place, page);
    const here = all(place, document);
    if (numbers.length === here.length) here.forEach((each, n) => (each.textContent = numbers[n].textContent));
  }
};

const count = (change) => {
  const isWaiting = !new URLSearchParams(root.dataset.here).has("muc");
  const numbers = ["[data-found]", ".q-piles [aria-current] b", ...(isWaiting ? [MENU] : [])];
  for (const each of all(numbers.join(), document)) {
    if (/^\d+$/.test(each.textContent.trim())) each.textContent = Math.max(0, Number(each.textContent) + change);
  }
};

/* Takes items out of the list; returns what puts them back where they stood. */
const takeOut = (taken) => {
  const list = items();
  const firstPlace = Math.min(...taken.map((item) => list.indexOf(item)));
  const had = taken.includes(current()) || !current();
  const rows = taken.map((item) => [item.parentElement, item.parentElement.nextElementSibling]);
  rows.forEach(([row]) => row.remove());
  count(-rows.length);
  updateChosen();
  const left = items();
  if (had) go(left[Math.min(firstPlace, left.length - 1)]);
  showEmptiness();
  if (left.length <= FEW) more();
  return () => {
    const place = find("[data-list]");
    for (const [row, next] of rows.reverse()) place.insertBefore(row, next?.isConnected ? next : null);
    count(rows.length);
    showEmptiness();
    go(taken[0]);
  };
};

let loading = null;

/* Brings the comments after the last one on the screen, or from the start of the pile. */
const more = (always = false) => {
  const link = find("[data-next]");
  if (loading || !("work" in root.dataset || link) || !(link || always || !items().length)) return loading;
  const asked = new URLSearchParams(root.dataset.here);
  const end = items().at(-1);
  if (end) asked.set("sau", end.dataset.mark);
  else asked.delete("sau");
  // After the decision under way: what is decided is neither brought nor counted again.
  loading = Promise.resolve()
    .then(() => sending)
    .then(() => fetch(`${location.pathname}?${asked}`))
    .then(async (answer) => {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const known = new Set(items().map((item) => item.dataset.item));
      const fresh = all("[data-list] > li", page).filter(
        (row) => !known.has(find("[data-item]", row).dataset.item),
      );
      const wasEmpty = !items().length;
      find("[data-list]").append(...fresh);
      find("[data-more]").replaceChildren(...(find("[data-more]", page)?.childNodes ?? []));
      renumber(page);
      root.dataset.loaded = find("#hang-cho", page)?.dataset.loaded ?? root.dataset.loaded;
      find("[data-new]").hidden = true;
      showEmptiness();
      if (fresh.length && (wasEmpty || always)) go(find("[data-item]", fresh[0]));
      return fresh.length;
    })
    .catch(() => 0)
    .finally(() => {
      loading = null;
    });
  return loading;
};

const anew = async (item) => {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = find(`[data-item="${item.dataset.item}"]`, page);
  if (!fresh) return;
  const had = current() === item;
  item.replaceWith(fresh);
  if (had) go(fresh);
};

/* Deciding and undoing --------------------------------------------------------------------- */

const undone = [];
const undoForm = find("[data-undo]");
let ticking = 0;

const showUndo = () => {
  const now = Date.now();
  while (undone.length && undone.at(-1).until <= now) undone.pop();
  const top = undone.at(-1);
  undoForm.hidden = !top;
  if (!top) {
    clearInterval(ticking);
    ticking = 0;
    return;
  }
  find("[data-seconds]", undoForm).textContent = Math.ceil((top.until - now) / 1000);
  ticking ||= setInterval(showUndo, 250);
};

const canBeUndone = (numbers, seconds, restore) => {
  if (!numbers?.length) return;
  undone.push({ numbers, restore, until: Date.now() + seconds * 1000 });
  showUndo();
};

const undo = async () => {
  await sending;
  const top = undone.pop();
  if (!top) return;
  showUndo();
  const data = body({});
  top.numbers.forEach((number) => data.append("quyet-dinh", number));
  const answer = await fetch(undoForm.action, { method: "POST", body: data, headers: JSON_ONLY });
  const { said, restored } = await answer.json().catch(() => ({ said: root.dataset.lost, restored: [] }));
  say(said);
  if (restored.length) top.restore?.();
};

const refuse = (item, why) => {
  find(".q-refused", item)?.remove();
  const note = document.createElement("p");
  note.className = "q-refused";
  note.textContent = why;
  item.querySelector(".q-verbs")?.before(note);
  say(why);
};

let sending = Promise.resolve();

const decide = (form, button) => {
  const item = form.closest("[data-item]");
  const data = new FormData(form, button);
  const leaves = !(button.matches("[data-pick]") && root.dataset.here.includes("da-duyet"));
  const putBack = leaves ? takeOut([item]) : () => go(item);
  sending = sending.then(async () => {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: JSON_ONLY }).catch(
      () => null,
    );
    const said = await answer?.json().catch(() => null);
    if (!answer?.ok || !said || said.refused) {
      putBack();
      refuse(item, said?.refused ?? root.dataset.lost);
      return;
    }
    say(said.said);
    if (said.stays) {
      await anew(item);
      return;
    }
    canBeUndone(said.undo, said.seconds, putBack);
  });
  return sending;
};

/* Dialogs: the pages that ask, shown over the list ----------------------------------------- */

const dialog = find("[data-dialog]");

const ask = async (address, options = {}) => {
  const answer = await fetch(address, options);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = find("[data-ask]", page);
  if (!form) {
    location.href = answer.url;
    return;
  }
  dialog.replaceChildren(form);
  if (!dialog.open) dialog.showModal();
  find("input:not([type=hidden]), button", form)?.focus();
};

const confirmed = async (form) => {
  const data = new FormData(form);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: JSON_ONLY });
  if (!answer.headers.get("Content-Type")?.includes("json")) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    dialog.replaceChildren(find("[data-ask]", page));
    find(".q-refused", dialog)?.scrollIntoView({ block: "nearest" });
    find("input:not([type=hidden])", dialog)?.focus();
    return;
  }
  const said = await answer.json();
  dialog.close();
  say(said.said);
  const gone = items().filter((item) => said.decided.includes(Number(item.dataset.item)));
  all("[name=chon]:checked").forEach((box) => (box.checked = false));
  updateChosen();
  const putBack = gone.length ? takeOut(gone) : null;
  canBeUndone(said.undo, said.seconds, putBack);
};

/* Choosing several ------------------------------------------------------------------------- */

const bulk = find("[data-bulk]");

function updateChosen() {
  if (!bulk) return;
  const n = all("[name=chon]:checked").length;
  bulk.classList.toggle("q-chosen-some", n > 0);
  find("[data-chosen]", bulk).dataset.number = n;
  const every = find("[data-all] input", bulk);
  every.checked = n > 0 && n === items().length;
  every.indeterminate = n > 0 && !every.checked;
}

if (bulk) {
  find("[data-all]", bulk).hidden = false;
  find("[data-all]", bulk).addEventListener("change", ({ target }) => {
    all("[name=chon]").forEach((box) => (box.checked = target.checked));
    updateChosen();
  });
  updateChosen();
}
root.addEventListener("change", ({ target }) => target.name === "chon" && updateChosen());

/* Forms and links of the page -------------------------------------------------------------- */

root.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-decide]")) decide(form, submitter);
  else if (form.matches("[data-undo]")) undo();
  else if (form.matches("[data-bulk]")) ask(form.action, { method: "POST", body: new FormData(form, submitter) });
  else if (form.matches("[data-ask]")) confirmed(form);
  else return;
  event.preventDefault();
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("a, button");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches("[data-ban]")) ask(link.href);
  else if (link.matches("[data-next]")) more(true);
  else if (link.matches("[data-refresh]") && "work" in root.dataset) more(true);
  else if (link.matches("[data-close]")) dialog.close();
  else if (link.matches("[data-help]")) find("[data-help-dialog]").showModal();
  else return;
  event.preventDefault();
});

/* The reader's history: on hover and focus for as long as they last, on a click until the next. */
for (const [come, leave] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
  root.addEventListener(
    come,
    ({ target, pointerType }) => {
      const person = target.matches?.("[data-person], [data-person] summary") && target.closest("[data-person]");
      if (!person || person.open || pointerType === "touch") return;
      person.open = true;
      person.dataset.passing = "";
    },
    true,
  );
  root.addEventListener(
    leave,
    ({ target, relatedTarget }) => {
      const person = target.closest?.("[data-person]");
      if (!person || !("passing" in person.dataset) || person.contains(relatedTarget)) return;
      if (come === "pointerenter" && target !== person) return;
      person.open = false;
      delete person.dataset.passing;
    },
    true,
  );
}
root.addEventListener("click", (event) => {
  const person = event.target.closest("[data-person] summary")?.parentElement;
  if (!person || !("passing" in person.dataset)) return;
  event.preventDefault();
  delete person.dataset.passing;
});

/* Keys ------------------------------------------------------------------------------------- */

const keysAreOff = () => {
  try {
    return localStorage.getItem(KEYS_OFF) === "1";
  } catch {
    return false;
  }
};

const openReject = (item) => {
  const box = find("[data-reject]", item);
  if (!box) return;
  box.open = true;
  find("[data-person]", item).open = false;
  find(".q-reason", box).focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
};

const press = (item, selector) => {
  const button = item && find(selector, item);
  if (button?.tagName === "A") button.click();
  else if (button) button.form.requestSubmit(button);
};

const verb = (name) => {
  if (all("[name=chon]:checked").length) return find(`button[value=${name}]`, bulk).click();
  const item = current();
  if (!item) return step(1);
  if (name === "reject") return openReject(item);
  return press(item, `.q-verbs > [value=${name}]`);
};

const DEEDS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => verb("approve"),
  r: () => verb("reject"),
  s: () => verb("spam"),
  e: () => press(current(), "[data-pick]"),
  b: () => press(current(), "[data-ban]"),
  u: undo,
  n: () => more(true),
  x: () => {
    const box = current() && find("[name=chon]", current());
    if (box) box.click();
  },
  h: () => {
    const person = current() && find("[data-person]", current());
    if (!person) return;
    person.open = !person.open;
    delete person.dataset.passing;
  },
  "/": () => find("#q-tim").focus(),
  "?": () => find("[data-help-dialog]").showModal(),
};

/* A key by what it types; on a keyboard of another alphabet, by where it lies. */
const keyOf = ({ key, code }) =>
  /^[!-~]$/.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? key);

const close = (target) => {
  const open = target.closest?.("[data-reject][open], [data-person][open]") ?? find("[data-person][open]");
  if (open) open.open = false;
  const item = current();
  if (open || target.matches("input")) go(item);
};

document.addEventListener("keydown", (event) => {
  const { target } = event;
  if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return void close(target);
  const isTyping = target.matches("input:not([type=checkbox]), textarea, select, [contenteditable=true]");
  if (isTyping || event.repeat && !"jk".includes(event.key) || keysAreOff() || event.isComposing) return;
  const rejecting = current() && find("[data-reject][open]", current());
  const key = keyOf(event);
  if (rejecting && /^[0-9]$/.test(key)) {
    event.preventDefault();
    if (key === "0") find("[data-own]", rejecting).focus();
    else find(`[data-key="${key}"]`, rejecting)?.click();
    return;
  }
  if (!Object.hasOwn(DEEDS, key)) return;
  event.preventDefault();
  DEEDS[key]();
});

/* Enter in the field of one's own words means these words, not the first button of the form. */
root.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-own]")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.parentElement.querySelector("button"));
});

const off = find("[data-keys-off]");
off.checked = keysAreOff();
off.addEventListener("change", () => {
  try {
    localStorage.setItem(KEYS_OFF, off.checked ? "1" : "0");
  } catch {
    /* A browser that keeps nothing keeps the keys on. */
  }
});
find("[data-help]").hidden = false;

/* Others, and what is new ------------------------------------------------------------------ */

const onScreen = () => items().map((item) => item.dataset.item).join(",");

const pulse = async () => {
  if (document.hidden || !("decides" in root.dataset)) return;
  const data = body({ tu: root.dataset.loaded, "dang-xem": onScreen() });
  const answer = await fetch(root.dataset.pulse, { method: "POST", body: data }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { new: n, said, gone } = await answer.json();
  find("[data-new]").hidden = n === 0;
  const words = n ? `${said} — ${root.dataset.loadMore}` : "";
  if (find("[data-refresh]").textContent !== words) {
    find("[data-refresh]").textContent = words;
    if (n) say(said);
  }
  for (const [number, why] of Object.entries(gone)) {
    const item = find(`[data-item="${number}"]`);
    if (!item || item.classList.contains("q-item-gone")) continue;
    item.classList.add("q-item-gone");
    refuse(item, why);
  }
};

setInterval(pulse, PULSE);
document.addEventListener("visibilitychange", pulse);
addEventListener("pagehide", () => {
  if ("release" in root.dataset) navigator.sendBeacon(root.dataset.release, body({ "dang-xem": onScreen() }));
});
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

/* Begin ------------------------------------------------------------------------------------ */

const given = all("[data-undo] [name=quyet-dinh]").map((field) => field.value);
canBeUndone(given, 10, () => location.assign(`${location.pathname}?${root.dataset.here}`));
const fold = find("[data-fold]");
if (matchMedia("(min-width: 1024px)").matches) fold.open = true;
root.classList.add("q-live");
const named = document.getElementById(location.hash.slice(1))?.closest("[data-item]");
go(named ?? items()[0], Boolean(named));

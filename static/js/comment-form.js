// Comfort for the forms of readers: one sending, a kept draft, a remembered name, a count near
// the limit, the sum a flooded article asks for. Every form also works without it.

const SPOKE = "doc-gia"; // This browser has rated or commented: there may be something of one's own.
const SENT = "da-gui"; // The draft that was sent last.
const WHO = "ten-va-thu"; // The name and the address that the reader asked to be remembered.
const SUMS = "phep-tinh"; // How many sums were done for it.
const MOST_SUMS = 3;
const DRAFT = "loi-nhap-";
const DRAFT_DAYS = 30;
const DONE = new Set(["#da-gui", "#da-dang", "#da-sua"]);
const COUNT_FROM = 0.9; // of the longest text

// Storage may be full, or forbidden by the reader; then nothing is kept.
const browser = () => window.localStorage;
const visit = () => window.sessionStorage;
const keep = (store, key, value) => {
  try {
    if (value) store().setItem(key, value);
    else store().removeItem(key);
  } catch { /* nothing is kept */ }
};
const recall = (store, key) => {
  try {
    return store().getItem(key) ?? "";
  } catch {
    return "";
  }
};
const parsed = (text) => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    keep(browser, SPOKE, "yes");
    // Another script may send it in its own way, as often as it likes.
    setTimeout(() => event.defaultPrevented && delete form.dataset.sent);
  });
  // The way back to the page opens the form again.
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// The draft that was sent is dropped once the paper has said that it took it: beside the article,
// or among one's own comments where it was rejected at once.
function dropSentDraft() {
  const sent = recall(visit, SENT);
  const isTaken = DONE.has(location.hash) || (location.hash && document.querySelector(".mine"));
  if (!sent || !isTaken) return;
  keep(browser, sent, "");
  keep(visit, SENT, "");
  keep(visit, SUMS, "");
}

// Sent, but perhaps never arrived: the way back must not look like the answer to an earlier one.
function markAsSent(key) {
  keep(visit, SENT, key);
  if (DONE.has(location.hash)) history.replaceState(null, "", location.pathname);
}

// A new comment, a reply, or an edit, each with a draft of its own.
function draftKeyOf(form) {
  if (form.matches(".edit form")) return `${DRAFT}sua-${form.action.split("/").at(-3)}`;
  const { article } = form.closest("[data-article]").dataset;
  return `${DRAFT}${article}-${form.elements.parent?.value ?? "moi"}`;
}

function keepDraft(form) {
  const { text } = form.elements;
  const key = draftKeyOf(form);
  const offer = form.querySelector(".draft");
  const draft = parsed(recall(browser, key));
  const isFresh = draft.text && Date.now() - draft.at < DRAFT_DAYS * 86_400_000;
  if (!isFresh) keep(browser, key, "");
  offer.hidden = !isFresh || text.value.trim() === draft.text.trim();
  // There are only minutes to edit, so the offer is not left folded away.
  if (!offer.hidden && form.matches(".edit form")) form.closest("details").open = true;
  offer.querySelector("button").addEventListener("click", () => {
    text.value = draft.text;
    offer.hidden = true;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  text.addEventListener("input", () => {
    offer.hidden = true;
    const typed = text.value.trim() && JSON.stringify({ text: text.value, at: Date.now() });
    keep(browser, key, typed);
  });
  form.addEventListener("submit", () => markAsSent(key));
}

function rememberWho(form) {
  const choice = form.querySelector(".remember");
  if (!choice) return;
  const box = choice.querySelector("input");
  const { name, email } = form.elements;
  const known = parsed(recall(browser, WHO));
  choice.hidden = false;
  box.checked = Boolean(known.name || known.email);
  name.value ||= known.name ?? "";
  email.value ||= known.email ?? "";
  const asChosen = () => {
    const who = { name: name.value.trim(), email: email.value.trim() };
    keep(browser, WHO, box.checked && (who.name || who.email) && JSON.stringify(who));
  };
  // Forgetting is done at once; what is typed is remembered when it is sent.
  box.addEventListener("change", () => box.checked || asChosen());
  form.addEventListener("submit", asChosen);
}

// As the paper counts: in NFC, by characters, without blanks around.
const lengthOf = (text) => [...text.normalize("NFC").replace(/\r\n?/g, "\n").trim()].length;

function countNearTheLimit(form) {
  const { text } = form.elements;
  const count = form.querySelector(".letters");
  const said = form.querySelector(".letters-said");
  let pause;
  const longest = Number(text.dataset.longest);
  const tell = () => {
    const left = longest - lengthOf(text.value);
    const words = left < 0 ? count.dataset.over : count.dataset.left;
    count.hidden = left > longest * (1 - COUNT_FROM);
    count.classList.toggle("over", left < 0);
    count.textContent = words.replace("#", Math.abs(left).toLocaleString("vi"));
    // Read out when the typing pauses, not at every letter.
    clearTimeout(pause);
    pause = setTimeout(() => { said.textContent = count.hidden ? "" : count.textContent; }, 1000);
  };
  text.addEventListener("input", tell);
  tell();
}

// How long it took, as a hint; the page cannot carry a time, since it is the same for everyone.
function tellSeconds(form) {
  let begun = 0;
  form.addEventListener("focusin", () => { begun ||= Date.now(); });
  form.addEventListener("submit", () => {
    form.elements.seconds.value = begun ? Math.floor((Date.now() - begun) / 1000) : "";
  });
}

// An account signs with its own name. The form says so, in case the session ends meanwhile.
function tellWhoWrites(form) {
  form.addEventListener("submit", () => {
    form.elements.as.value = form.closest("[data-account]") ? "account" : "";
  });
}

function doTheSum(form) {
  const asked = form.querySelector(".work");
  const sums = Number(recall(visit, SUMS));
  if (!asked || !window.Worker || sums >= MOST_SUMS) return;
  keep(visit, SUMS, String(sums + 1));
  const worker = new Worker(form.dataset.worker);
  worker.addEventListener("message", ({ data }) => {
    form.elements.answer.value = data;
    form.requestSubmit();
  });
  worker.postMessage({ challenge: form.elements.challenge.value, bits: Number(asked.dataset.bits) });
  asked.querySelector(".work-by-itself").hidden = false;
  asked.querySelector(".work-by-waiting").hidden = true;
}

function prepare(root) {
  for (const form of root.querySelectorAll("form:not([data-prepared])")) {
    form.dataset.prepared = "yes";
    sendOnce(form);
    if (form.matches(".comment-form, .edit form")) keepDraft(form);
    if (!form.matches(".comment-form")) continue;
    rememberWho(form);
    countNearTheLimit(form);
    tellSeconds(form);
    tellWhoWrites(form);
    doTheSum(form);
  }
}

dropSentDraft();
document.querySelectorAll(".rating").forEach(prepare);
for (const section of document.querySelectorAll(".comments")) {
  prepare(section);
  // More comments, or one's own, may come later.
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) prepare(node);
    }
  }).observe(section, { childList: true, subtree: true });
}

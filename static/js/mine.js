// Comfort on the article page: own comments and rating, a kept draft, one sending.
// Everything here also works without it; pages are the same for every reader.

const SPOKE = "doc-gia"; // This browser has rated or commented: there may be something of one's own.
const SENT = "da-gui"; // The draft that was sent last.
const section = document.querySelector(".comments[data-me]");
const rating = document.querySelector(".rating form");

// Storage may be full, or forbidden by the reader; then there are no drafts.
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
const browser = () => window.localStorage;
const visit = () => window.sessionStorage;

function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    keep(browser, SPOKE, "yes");
  });
  // The way back to the page opens the form again.
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

function keepDraft(form) {
  const { text, parent } = form.elements;
  const key = `loi-nhap-${section.dataset.article}-${parent?.value ?? "moi"}`;
  const offer = form.querySelector(".draft");
  if (location.hash === "#da-gui" && recall(visit, SENT) === key) {
    keep(browser, key, "");
    keep(visit, SENT, "");
  }
  const draft = recall(browser, key);
  offer.hidden = !draft || text.value.trim() !== "";
  offer.querySelector("button").addEventListener("click", () => {
    text.value = draft;
    offer.hidden = true;
    text.focus();
  });
  text.addEventListener("input", () => {
    offer.hidden = true;
    keep(browser, key, text.value.trim() && text.value);
  });
  form.addEventListener("submit", () => keep(visit, SENT, key));
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function showOwnComments(comments) {
  if (!comments.length) return;
  const list = document.createElement("ol");
  list.className = "own-comments";
  for (const comment of comments) {
    const item = section.querySelector(".own-template").content.cloneNode(true);
    const reason = comment.status === "rejected" ? comment.reason : "";
    const status = [comment.status_label, reason].filter(Boolean).join(": ");
    item.querySelector(".name").textContent = comment.name;
    item.querySelector(".status").textContent = status;
    item.querySelector(".text").append(...comment.text.split(/\n+/).map(paragraph));
    list.append(item);
  }
  section.querySelector("#da-gui").after(list);
}

function showOwnRating(value) {
  for (const button of rating?.querySelectorAll("[value=good], [value=poor]") ?? []) {
    const isMine = button.value === value;
    button.setAttribute("aria-pressed", String(isMine));
    if (isMine) button.value = "withdraw";
  }
}

async function showMine() {
  const answer = await fetch(section.dataset.me, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const mine = await answer.json();
  for (const guest of mine.name ? section.querySelectorAll(".guest") : []) guest.hidden = true;
  showOwnComments(mine.comments);
  showOwnRating(mine.rating);
}

if (section) {
  document.querySelectorAll(".comments form, .rating form").forEach(sendOnce);
  section.querySelectorAll(".comment-form").forEach(keepDraft);
  if (recall(browser, SPOKE)) showMine().catch(() => {});
}

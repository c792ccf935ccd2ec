// Comfort in the conversation: more of it in place, votes without leaving the line.
// Everything here also works without it: links lead to pages, buttons post forms.

const VOTED = "huu-ich"; // This browser has found something helpful: there may be votes to show.
const section = document.querySelector(".comments[data-me]");

const remembered = () => {
  try {
    return localStorage.getItem(VOTED);
  } catch {
    return null; // the reader forbids storage
  }
};
const remember = () => {
  try {
    localStorage.setItem(VOTED, "1");
  } catch { /* nothing is kept */ }
};

// More threads, or more replies of one -------------------------------------------------------

function say(number) {
  const line = section.querySelector("#binh-luan-them");
  line.textContent = line.dataset.said.replace("%n", String(number));
}

// What stands there already may have moved in the order meanwhile.
const isNew = (item) => {
  const comment = item.querySelector(".comment");
  return comment && !document.getElementById(comment.id);
};

function focusOn(item) {
  const heading = item.querySelector(".name, .removed p");
  heading.tabIndex = -1;
  heading.focus();
}

async function showMore(link) {
  const line = link.parentElement;
  const isReplies = line.classList.contains("more-replies");
  const list = isReplies
    ? line.closest(".thread").querySelector(".replies")
    : section.querySelector(".threads");
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = page.querySelector(isReplies ? ".thread .replies" : ".threads");
  const items = [...(there?.children ?? [])].filter(isNew).map((item) => document.importNode(item, true));
  const next = page.querySelector(isReplies ? ".thread > .more-replies a" : ".more-threads a");
  list.append(...items);
  if (next) link.href = next.href;
  else line.remove();
  link.removeAttribute("aria-busy");
  say(items.length);
  if (items.length) focusOn(items[0]);
  section.dispatchEvent(new CustomEvent("comments-added", { bubbles: true, detail: { items } }));
}

// Votes --------------------------------------------------------------------------------------

function showVote(button, isHelpful, count) {
  button.setAttribute("aria-pressed", String(isHelpful));
  if (count !== undefined) button.querySelector(".count").textContent = count || "";
}

const voteButton = (number) => document.querySelector(`#binh-luan-${number} > .acts .vote`);

async function vote(button) {
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const value = button.getAttribute("aria-pressed") === "true" ? "withdraw" : "helpful";
  const answer = await fetch(button.formAction, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ value }),
  }).finally(() => button.removeAttribute("aria-busy"));
  if (!answer.ok) throw new Error(String(answer.status));
  const { count, is_helpful, notice } = await answer.json();
  remember();
  showVote(button, is_helpful, count);
  if (!is_helpful && value === "helpful") location.hash = notice;
}

async function showOwnVotes() {
  const answer = await fetch(section.dataset.me, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  for (const number of (await answer.json()).votes ?? []) {
    const button = voteButton(number);
    if (button) showVote(button, true);
  }
}

if (section) {
  section.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest(".more a");
    const button = event.target.closest(".vote");
    if (link) {
      event.preventDefault();
      if (!link.getAttribute("aria-busy")) showMore(link).catch(() => { location.href = link.href; });
    } else if (button) {
      event.preventDefault();
      vote(button).catch(() => button.form.requestSubmit(button));
    }
  });
  if (remembered()) {
    showOwnVotes().catch(() => {});
    section.addEventListener("comments-added", () => showOwnVotes().catch(() => {}));
  }
}

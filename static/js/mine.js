// What is one's own on the article page, from /toi/: name, comments that wait, the rating.
// The page is complete without it, and the same for every reader.

const SPOKE = "doc-gia"; // Kept by comment-form.js when this browser has sent something.
const section = document.querySelector(".comments[data-me]");
const rating = document.querySelector(".rating form");

const hasSpoken = () => {
  try {
    return Boolean(window.localStorage.getItem(SPOKE));
  } catch {
    return false;
  }
};

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

function actable(item, comment, addresses) {
  const [edit, remove] = item.querySelectorAll("details");
  edit.querySelector("form").action = addresses.edit.replace("/0/", `/${comment.id}/`);
  remove.querySelector("form").action = addresses.remove.replace("/0/", `/${comment.id}/`);
  edit.querySelector("textarea").value = comment.text;
  edit.querySelector("[name=edition]").value = comment.edition;
  edit.hidden = comment.seconds_left <= 0;
  // When its time is over an edit could only fail; one that was begun may still be copied.
  setTimeout(() => { edit.hidden = !edit.open; }, comment.seconds_left * 1000);
}

function showOwnComments(comments) {
  if (!comments.length) return;
  const template = section.querySelector(".own-template");
  const list = document.createElement("ol");
  list.className = "own-comments";
  for (const comment of comments) {
    const item = template.content.cloneNode(true);
    const time = item.querySelector("time");
    item.querySelector(".own").dataset.state = comment.status;
    item.querySelector(".state strong").textContent = comment.status_label;
    item.querySelector(".reason").textContent = comment.reason;
    item.querySelector(".name").textContent = comment.name;
    time.dateTime = comment.created_at;
    time.textContent = comment.sent;
    item.querySelector(".text").append(...comment.text.split(/\n+/).map(paragraph));
    actable(item, comment, template.dataset);
    list.append(item);
  }
  template.after(list);
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
  // An account needs neither the fields of guests nor the way to the door.
  if (mine.name) section.dataset.account = "yes";
  showOwnComments(mine.comments);
  showOwnRating(mine.rating);
}

// Somebody who signed in elsewhere begins to write: the form should know.
function onWriting(event) {
  if (!event.target.closest(".comment-form")) return;
  section.removeEventListener("focusin", onWriting);
  showMine().catch(() => {});
}

if (section && hasSpoken()) showMine().catch(() => {});
else section?.addEventListener("focusin", onWriting);

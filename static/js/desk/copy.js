/* Buttons that put their text on the clipboard and say so. */
"use strict";
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
});

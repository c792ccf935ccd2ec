/* A confirmation is sent once: the second click of a double click does nothing. */
for (const form of document.querySelectorAll("form.desk-confirm")) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
}

/* Lets the prose editor speak the language of the desk. The words come with the text field;
   some are looked up by the editor through gettext, the others are written over here. */
"use strict";
{
  const field = document.querySelector("textarea[data-words]");
  const words = field ? JSON.parse(field.dataset.words) : {};

  const gettext = window.gettext ?? ((word) => word);
  window.gettext = (word) => words[word] ?? gettext(word);

  const RETEXTED = ".prose-menubar__option > *, .prose-menubar__button:not(.material-icons)";

  const rename = (element) => {
    for (const name of ["title", "aria-label"]) {
      const known = words[element.getAttribute(name)];
      if (known) element.setAttribute(name, known);
    }
  };

  const retext = (element) => {
    const known = words[element.textContent];
    if (known) element.textContent = known;
  };

  /* What cannot be done now is grey to the eye only. */
  const tellButton = (button) => {
    rename(button);
    button.setAttribute("aria-disabled", button.classList.contains("disabled"));
  };

  const renameMenu = (menu) => {
    menu.setAttribute("role", "toolbar");
    menu.querySelectorAll(".prose-menubar__button").forEach(tellButton);
    menu.querySelectorAll(RETEXTED).forEach(retext);
  };

  /* The value of an option is its text unless it says otherwise. */
  const renameChoices = (dialog) => {
    for (const option of dialog.querySelectorAll("option")) {
      option.value = option.value;
      retext(option);
    }
  };

  const nameTextArea = (textarea, editor) => {
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    label.id = `${textarea.id}_label`;
    label.addEventListener("click", () => editor.commands.focus());
    editor.view.dom.setAttribute("aria-labelledby", label.id);
    editor.view.dom.setAttribute("role", "textbox");
    editor.view.dom.setAttribute("aria-multiline", "true");
  };

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const box = textarea.closest(".prose-editor");
    nameTextArea(textarea, editor);
    /* The menu draws itself anew at a transaction, after those who listened before it did. */
    const renameMenus = () => box.querySelectorAll(".prose-menubar").forEach(renameMenu);
    editor.on("transaction", () => queueMicrotask(renameMenus));
    queueMicrotask(renameMenus);
    new MutationObserver(() => box.querySelectorAll("dialog").forEach(renameChoices)).observe(box, {
      childList: true,
    });
  });
}

/* The whole screen for the text, the keys, and saving without the mouse. */
import { Extension } from "django-prose-editor/editor";
import { h, openDialog, t, tool } from "desk/kit";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const KEYS = [
  ["Ctrl+S", "Save"],
  ["Ctrl+Z", "undo word"],
  ["Ctrl+Y", "redo word"],
  ["Ctrl+B", "bold word"],
  ["Ctrl+I", "italic word"],
  ["Ctrl+Alt+2", "Heading 2"],
  ["Ctrl+Alt+3", "Heading 3"],
  ["Ctrl+Alt+0", "Paragraph"],
  ["Ctrl+Shift+8", "unordered list"],
  ["Ctrl+Shift+7", "ordered list"],
  ["Ctrl+Shift+B", "blockquote"],
  ["Shift+Enter", "Line break"],
  ["Ctrl+K", "Edit Link"],
  ["Ctrl+Shift+A", "Photo from the library"],
  ["Ctrl+Shift+X", "See also title"],
  ["Ctrl+F", "Find"],
  ["Ctrl+H", "Find and replace"],
  ["Ctrl+Shift+V", "Paste as plain text"],
  ["Ctrl+Shift+F", "Full screen"],
  ["Ctrl+/", "Keys"],
];

const drawn = (keys) =>
  keys
    .split("+")
    .map((each) => (isMac ? each.replace("Ctrl", "⌘").replace("Alt", "⌥") : each))
    .flatMap((each, n) => [...(n ? ["+"] : []), h("kbd", {}, each)]);

const openKeys = (editor) =>
  openDialog({
    title: t("Keys"),
    content: [
      h(
        "dl",
        { class: "ed-keys" },
        ...KEYS.map(([keys, word]) => h("div", {}, h("dt", {}, t(word)), h("dd", {}, ...drawn(keys)))),
      ),
    ],
    onclose: () => editor.commands.focus(),
  });

/* Saving as the form does it, where it goes on with the writing. */
const save = (editor) => {
  const { form } = editor.options.element.querySelector("textarea");
  const buttons = [...(form?.elements ?? [])].filter((each) => each.type === "submit" && !each.disabled);
  const submit = ["_continue", "_save"]
    .map((name) => buttons.find((each) => each.name === name))
    .find(Boolean);
  if (submit) form.requestSubmit(submit);
};

export const DeskScreen = Extension.create({
  name: "deskScreen",

  addStorage() {
    return { isFull: false, button: null };
  },

  addCommands() {
    return {
      toggleScreen:
        () =>
        ({ editor }) => {
          const { storage } = this;
          storage.isFull = !storage.isFull;
          editor.options.element.classList.toggle("ed-fullscreen", storage.isFull);
          document.documentElement.classList.toggle("ed-still", storage.isFull);
          storage.button.setAttribute("aria-pressed", String(storage.isFull));
          storage.button.firstChild.textContent = storage.isFull ? "fullscreen_exit" : "fullscreen";
          setTimeout(() => editor.commands.focus(null, { scrollIntoView: true }));
          return true;
        },
      openKeys:
        () =>
        ({ editor }) => {
          openKeys(editor);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-f": () => this.editor.commands.toggleScreen(),
      "Mod-/": () => this.editor.commands.openKeys(),
      Escape: () => this.storage.isFull && this.editor.commands.toggleScreen(),
    };
  },

  onCreate() {
    /* Saving works from every field of the form, not only from the text. */
    this.storage.onKey = (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key.toLowerCase() !== "s" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      save(this.editor);
    };
    document.addEventListener("keydown", this.storage.onKey);
    /* Beside the text, in the toolbar or under it, Escape leaves the whole screen, too. */
    this.editor.options.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.storage.isFull && !event.defaultPrevented) {
        this.editor.commands.toggleScreen();
      }
    });
  },

  onDestroy() {
    document.removeEventListener("keydown", this.storage.onKey);
  },

  addMenuItems({ menu }) {
    const button = tool("fullscreen", "", t("Full screen"), "Ctrl+Shift+F");
    button.setAttribute("aria-pressed", "false");
    this.storage.button = button;
    menu.defineItem({
      name: "deskScreen",
      groups: "deskTools",
      priority: 60,
      button,
      command: (editor) => editor.commands.toggleScreen(),
    });
    menu.defineItem({
      name: "deskKeys",
      groups: "deskTools",
      priority: 50,
      button: tool("keyboard", "", t("Keys"), "Ctrl+/"),
      command: (editor) => editor.commands.openKeys(),
    });
  },
});

/* Find and replace: a bar above the text; hits are marked without touching the text. */
import { Extension, pm } from "django-prose-editor/editor";
import { button, h, t, tool } from "desk/kit";

const key = new pm.state.PluginKey("deskFind");

/* One character as it is compared. Marks that follow a letter in decomposed text belong to it. */
const folded = (letter, { withCase, withMarks }) => {
  let same = letter.normalize("NFC");
  if (!withMarks) {
    same = same.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
  }
  return withCase ? same : same.toLowerCase();
};

const LETTERS = /\P{M}\p{M}*/gsu;

/* The letters of a text block, each with its place in the document. */
const lettersOf = (block, start, options) => {
  const letters = [];
  block.forEach((child, offset) => {
    const from = start + offset;
    if (!child.isText) {
      letters.push({ same: "\n", from, to: from + child.nodeSize });
      return;
    }
    for (const found of child.text.matchAll(LETTERS)) {
      const at = from + found.index;
      for (const same of folded(found[0], options)) {
        letters.push({ same, from: at, to: at + found[0].length });
      }
    }
  });
  return letters;
};

const hitsIn = (doc, options) => {
  const wanted = [...folded(options.typed, options)];
  const hits = [];
  if (!wanted.length) return hits;
  doc.descendants((block, place) => {
    if (!block.isTextblock) return true;
    const letters = lettersOf(block, place + 1, options);
    for (let n = 0; n + wanted.length <= letters.length; n += 1) {
      if (wanted.every((same, i) => same === letters[n + i].same)) {
        hits.push({ from: letters[n].from, to: letters[n + wanted.length - 1].to });
        n += wanted.length - 1;
      }
    }
    return false;
  });
  return hits;
};

const NOTHING = { typed: "", withCase: false, withMarks: true, hits: [], at: 0 };

const applied = (tr, state) => {
  const change = tr.getMeta(key);
  if (!change && !tr.docChanged) return state;
  const next = { ...state, ...change };
  if (!next.typed) return { ...next, hits: [], at: 0 };
  if (!change || "typed" in change) next.hits = hitsIn(tr.doc, next);
  next.at = Math.max(0, Math.min(next.at, next.hits.length - 1));
  return next;
};

class Bar {
  constructor(editor) {
    this.editor = editor;
    const input = (label) => h("input", { type: "text", class: "ed-input", "aria-label": label, placeholder: label });
    this.typed = input(t("Find"));
    this.other = input(t("Replace with"));
    this.count = h("span", { class: "ed-find-count", role: "status" });
    this.withCase = h("input", { type: "checkbox" });
    this.withMarks = h("input", { type: "checkbox", checked: true });
    this.dom = this.draw();
    for (const each of [this.typed, this.withCase, this.withMarks]) {
      each.addEventListener("input", () => this.search());
    }
    this.dom.addEventListener("keydown", (event) => this.press(event));
  }

  draw() {
    const act = (words, onclick, extra = {}) =>
      button(words, onclick, { class: "desk-mini desk-mini-quiet", ...extra });
    const option = (control, words) => h("label", { class: "ed-check" }, control, words);
    return h(
      "div",
      { class: "ed-find", role: "search", "aria-label": t("Find and replace"), hidden: true },
      h(
        "div",
        { class: "ed-find-row" },
        this.typed,
        this.count,
        act("↑", () => this.step(-1), { "aria-label": t("Previous"), title: t("Previous") }),
        act("↓", () => this.step(1), { "aria-label": t("Next"), title: t("Next") }),
        act("×", () => this.close(), { "aria-label": t("Close"), title: t("Close") }),
      ),
      h(
        "div",
        { class: "ed-find-row" },
        this.other,
        act(t("Replace"), () => this.replace()),
        act(t("Replace all"), () => this.replaceAll()),
      ),
      h(
        "div",
        { class: "ed-find-row" },
        option(this.withMarks, t("Match marks")),
        option(this.withCase, t("Match case")),
      ),
    );
  }

  get state() {
    return key.getState(this.editor.state);
  }

  set(change) {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, change).setMeta("addToHistory", false));
    this.show();
  }

  show(words = "") {
    const { hits, at, typed } = this.state;
    const told = hits.length ? `${at + 1}/${hits.length}` : t("Nothing found");
    this.count.textContent = words || (typed ? told : "");
  }

  search(from = this.editor.state.selection.from) {
    const options = { withCase: this.withCase.checked, withMarks: this.withMarks.checked };
    this.set({ typed: this.typed.value, ...options, at: 0 });
    const next = this.state.hits.findIndex((hit) => hit.to >= from);
    if (next > 0) this.set({ at: next });
    this.reveal();
  }

  step(by) {
    const { hits, at } = this.state;
    if (!hits.length) return;
    this.set({ at: (at + by + hits.length) % hits.length });
    this.reveal();
  }

  reveal() {
    const hit = this.state.hits[this.state.at];
    if (!hit) return;
    const { node } = this.editor.view.domAtPos(hit.from);
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    element.scrollIntoView({ block: "center" });
  }

  put(tr, { from, to }) {
    if (this.other.value) tr.insertText(this.other.value, from, to);
    else tr.delete(from, to);
  }

  replace() {
    const { hits, at } = this.state;
    if (!hits.length) return;
    const { tr } = this.editor.state;
    this.put(tr, hits[at]);
    this.editor.view.dispatch(tr);
    const after = hits[at].from + this.other.value.length;
    const next = this.state.hits.findIndex((hit) => hit.from >= after);
    this.set({ at: Math.max(0, next) });
    this.reveal();
  }

  replaceAll() {
    const { hits } = this.state;
    const { tr } = this.editor.state;
    for (const hit of [...hits].reverse()) this.put(tr, hit);
    if (hits.length) this.editor.view.dispatch(tr);
    this.show(t("Replaced", { number: hits.length }));
  }

  open(toReplace = false) {
    const { from, to } = this.editor.state.selection;
    const chosen = this.editor.state.doc.textBetween(from, to, "\n");
    if (chosen && !chosen.includes("\n")) this.typed.value = chosen;
    this.dom.hidden = false;
    /* Below the toolbar, which stays in sight and may have two rows. */
    const toolbar = this.editor.options.element.querySelector(":scope > .prose-menubar");
    this.dom.style.top = `${toolbar?.offsetHeight ?? 0}px`;
    (toReplace && this.typed.value ? this.other : this.typed).focus();
    this.typed.select();
    this.search(from);
  }

  close() {
    const hit = this.state.hits[this.state.at];
    this.dom.hidden = true;
    this.set({ typed: "" });
    const chain = this.editor.chain().focus();
    if (hit) chain.setTextSelection(hit);
    chain.run();
  }

  press(event) {
    const isLetter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.typed) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.other) this.replace();
    else if (isLetter === "f" && !event.shiftKey) this.typed.select();
    else if (isLetter === "h") this.other.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

export const Find = Extension.create({
  name: "find",

  addStorage() {
    return { bar: null };
  },

  onCreate() {
    this.storage.bar = new Bar(this.editor);
    this.editor.view.dom.before(this.storage.bar.dom);
    this.editor.on("update", () => {
      if (!this.storage.bar.dom.hidden) this.storage.bar.show();
    });
  },

  addCommands() {
    return {
      openFind:
        (toReplace = false) =>
        () => {
          /* After the command's own transaction. */
          setTimeout(() => this.storage.bar.open(toReplace));
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-f": () => this.editor.commands.openFind(),
      "Mod-h": () => this.editor.commands.openFind(true),
    };
  },

  addMenuItems({ menu }) {
    menu.defineItem({
      name: "find",
      groups: "deskTools",
      priority: 90,
      button: tool("search", "", t("Find and replace"), "Ctrl+F"),
      command: (editor) => editor.commands.openFind(),
    });
  },

  addProseMirrorPlugins() {
    return [
      new pm.state.Plugin({
        key,
        state: { init: () => NOTHING, apply: applied },
        props: {
          decorations(state) {
            const { hits, at } = key.getState(state);
            const marks = hits.map(({ from, to }, n) =>
              pm.view.Decoration.inline(from, to, { class: n === at ? "ed-hit ed-hit-now" : "ed-hit" }),
            );
            return pm.view.DecorationSet.create(state.doc, marks);
          },
        },
      }),
    ];
  },
});

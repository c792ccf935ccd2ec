/* "Xem thêm": an article picked by its headline becomes a line of its own, tied to that article. */
import { Extension, pm } from "django-prose-editor/editor";
import { insertBlocks } from "desk/blocks";
import { ask, button, fieldOf, h, labelled, openDialog, ownNumber, pickList, t, tool } from "desk/kit";

const line = (words, article = null) => ({
  type: "paragraph",
  attrs: { class: "reference", article },
  content: [{ type: "text", text: words }],
});

export const articleRow = (article) => [
  h("span", { class: "ed-pick-title" }, article.headline),
  h(
    "span",
    { class: `ed-pick-note${article.is_public ? "" : " ed-pick-draft"}` },
    [article.state, article.category, article.when].join(" · "),
  ),
];

export const findArticles = (editor) => async (typed, signal) => {
  const { articles } = fieldOf(editor).dataset;
  const asked = new URLSearchParams({ q: typed, tru: ownNumber() });
  return (await ask(`${articles}?${asked}`, { signal })).articles;
};

const openReference = (editor) => {
  const input = h("input", { type: "search", class: "ed-input", autofocus: true });
  const insert = (words, article) => {
    dialog.close();
    insertBlocks(editor, [line(words, article)]);
  };
  const typed = button(t("Use as typed"), () => insert(input.value.trim()));
  typed.disabled = true;
  input.addEventListener("input", () => {
    typed.disabled = !input.value.trim();
  });
  const picks = pickList({
    input,
    find: findArticles(editor),
    row: articleRow,
    empty: t("No such headline"),
    onPick: (article) => insert(article.headline, article.id),
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const picked = picks.current();
    if (picked) insert(picked.headline, picked.id);
  });
  const dialog = openDialog({
    title: t("See also title"),
    content: [labelled(t("Find article"), input, t("Find article help")), picks.status, picks.list],
    buttons: [typed],
    onclose: () => editor.commands.focus(),
  });
  picks.search();
};

export const ReferenceLine = Extension.create({
  name: "referenceLine",

  addGlobalAttributes() {
    return [
      {
        types: ["paragraph"],
        attributes: {
          article: {
            default: null,
            keepOnSplit: false,
            parseHTML: (element) => element.getAttribute("data-article"),
            renderHTML: ({ article, class: of }) =>
              article && of === "reference" ? { "data-article": article } : {},
          },
        },
      },
    ];
  },

  addCommands() {
    return {
      openReference:
        () =>
        ({ editor }) => {
          openReference(editor);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Shift-x": ({ editor }) => editor.commands.openReference(),
      /* After the line the text goes on as text. */
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const isAtEnd = empty && $from.parentOffset === $from.parent.content.size;
        if (!isAtEnd || $from.parent.attrs.class !== "reference") return false;
        const after = $from.after();
        const tr = editor.state.tr.insert(after, editor.schema.nodes.paragraph.create());
        tr.setSelection(pm.state.TextSelection.create(tr.doc, after + 1));
        editor.view.dispatch(tr.scrollIntoView());
        return true;
      },
    };
  },

  addMenuItems({ menu }) {
    menu.defineItem({
      name: "reference",
      groups: "deskInsert",
      priority: 80,
      button: tool("read_more", t("See also"), t("See also tip"), "Ctrl+Shift+X"),
      command: (editor) => editor.commands.openReference(),
    });
  },
});

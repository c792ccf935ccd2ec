/* Links: a dialog that finds our own articles, and a check of all links in the text. */
import { Extension, Link as EditorLink, getMarkRange } from "django-prose-editor/editor";
import { ask, button, fieldOf, h, labelled, openDialog, pickList, say, t, tool } from "desk/kit";
import { tidyAddress } from "desk/paste";
import { articleRow, findArticles } from "desk/reference";

const LOOKS_LIKE_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|\/|#)|^[^\s]+\.[^\s]{2,}$/i;

const openLink = (editor) => {
  const { state } = editor;
  const site = fieldOf(editor).dataset.site;
  const isLink = editor.isActive("link");
  const needsWords = state.selection.empty && !isLink;
  const input = h("input", {
    type: "text",
    class: "ed-input",
    value: editor.getAttributes("link").href ?? "",
    autofocus: true,
  });
  const words = h("input", { type: "text", class: "ed-input" });
  const save = (address, says = "") => {
    const href = tidyAddress(address, site);
    if (!href) {
      input.setAttribute("aria-invalid", "true");
      say(picks.status, t("Bad address"), true);
      return;
    }
    dialog.close();
    const mark = { type: "link", attrs: { href } };
    const chain = editor.chain().focus();
    if (needsWords) {
      const text = words.value.trim() || says || href;
      chain.insertContent([{ type: "text", text, marks: [mark] }]).unsetMark("link").run();
    } else if (isLink) chain.extendMarkRange("link").updateAttributes("link", { href }).run();
    else chain.setLink({ href }).run();
  };
  const picks = pickList({
    input,
    row: articleRow,
    empty: t("No such headline"),
    find: (typed, signal) =>
      !typed || LOOKS_LIKE_ADDRESS.test(typed) ? [] : findArticles(editor)(typed, signal),
    onPick: (article) => save(article.address, article.headline),
  });
  const submit = (event) => {
    event.preventDefault();
    const picked = picks.current();
    if (picked) save(picked.address, picked.headline);
    else save(input.value);
  };
  const remove = () => {
    dialog.close();
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
  };
  const form = h(
    "form",
    { onsubmit: submit },
    labelled(t("Link address"), input, t("Link help")),
    picks.status,
    picks.list,
    needsWords ? labelled(t("Link words"), words) : null,
    h(
      "div",
      { class: "ed-acts" },
      h("button", { type: "submit", class: "desk-button" }, t(isLink ? "Update" : "Insert")),
      isLink ? button(t("remove link"), remove) : null,
    ),
  );
  picks.list.hidden = true;
  const dialog = openDialog({ title: t("Edit Link"), content: [form], onclose: () => editor.commands.focus() });
  input.select();
};

export const Link = EditorLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          openLink(editor);
          return true;
        },
    };
  },

  addMenuItems(storage) {
    this.parent?.(storage);
    storage.menu.defineItem({
      name: "link",
      groups: "link",
      priority: 110,
      button: storage.buttons.material("insert_link", "insert link"),
      active: (editor) => editor.isActive("link"),
      command: (editor) => openLink(editor),
    });
  },
});

/* Where the links of the text stand, in their order. */
const linksIn = (editor) => {
  const found = [];
  let last = -1;
  editor.state.doc.descendants((node, place) => {
    const mark = node.marks.find((each) => each.type.name === "link");
    if (!node.isText || !mark || place < last) return;
    const range = getMarkRange(editor.state.doc.resolve(place + 1), mark.type, mark.attrs);
    if (!range) return;
    last = range.to;
    found.push({ ...range, href: mark.attrs.href });
  });
  return found;
};

const openCheck = async (editor) => {
  const field = fieldOf(editor);
  const status = h("p", { class: "ed-status", role: "status" }, t("Checking"));
  const list = h("ul", { class: "ed-problems" });
  const dialog = openDialog({
    title: t("Check links"),
    content: [status, list, h("p", { class: "ed-hint" }, t("Check links help"))],
    onclose: () => editor.commands.focus(),
  });
  const site = field.dataset.site;
  try {
    const { problems, count } = await ask(field.dataset.links, { fields: { "noi-dung": editor.getHTML() } });
    const links = linksIn(editor).map((link) => ({ ...link, address: tidyAddress(link.href ?? "", site) }));
    if (!count) say(status, t("No links"));
    else if (!problems.length) say(status, t("All links good", { number: count }));
    else say(status, t("Broken links", { number: problems.length, count }), true);
    for (const problem of problems) {
      const at = links.findIndex((link) => link.address === problem.address);
      const [link] = at < 0 ? [] : links.splice(at, 1);
      const jump = () => {
        dialog.close();
        editor.chain().focus().setTextSelection(link).scrollIntoView().run();
      };
      list.append(
        h(
          "li",
          {},
          h("strong", {}, problem.words || problem.address),
          h("span", { class: "ed-address" }, problem.address),
          h("span", { class: "ed-fault" }, problem.why),
          link ? button(t("Go there"), jump, { class: "desk-mini desk-mini-quiet" }) : null,
        ),
      );
    }
  } catch (error) {
    say(status, error.message, true);
  }
};

export const LinkCheck = Extension.create({
  name: "linkCheck",
  addMenuItems({ menu }) {
    menu.defineItem({
      name: "linkCheck",
      groups: "deskTools",
      priority: 80,
      button: tool("fact_check", "", t("Check links")),
      command: (editor) => openCheck(editor),
    });
  },
});

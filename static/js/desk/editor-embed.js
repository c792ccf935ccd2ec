/* A video or post of another site, by its address. The desk shows a card, never the thing. */
import { Node } from "django-prose-editor/editor";
import { insertBlocks } from "desk/blocks";
import { ask, button, fieldOf, h, labelled, openDialog, say, t, tool } from "desk/kit";

const hostOf = (address) => {
  try {
    return new URL(address).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
};

const openEmbed = (editor, address = "") => {
  const input = h("input", { type: "text", class: "ed-input", value: address, autofocus: true, autocomplete: "off" });
  const status = h("p", { class: "ed-status", role: "status" });
  const asLink = button(t("Insert as link"), () => {
    dialog.close();
    const href = input.value.trim();
    const link = { type: "text", text: href, marks: [{ type: "link", attrs: { href } }] };
    insertBlocks(editor, [{ type: "paragraph", content: [link] }]);
  });
  asLink.hidden = true;
  const insert = async (event) => {
    event.preventDefault();
    const asked = new URLSearchParams({ "dia-chi": input.value.trim() });
    try {
      const found = await ask(`${fieldOf(editor).dataset.embed}?${asked}`);
      dialog.close();
      if (address) editor.chain().focus().updateAttributes("embed", { address: found.address }).run();
      else insertBlocks(editor, [{ type: "embed", attrs: { address: found.address } }]);
    } catch (error) {
      say(status, error.message, true);
      input.setAttribute("aria-invalid", "true");
      asLink.hidden = !/^https?:\/\/\S+$/.test(input.value.trim());
    }
  };
  const form = h(
    "form",
    { onsubmit: insert },
    labelled(t("Embed address"), input, t("Embed help")),
    status,
    h(
      "div",
      { class: "ed-acts" },
      h("button", { type: "submit", class: "desk-button" }, t(address ? "Update" : "Insert")),
      asLink,
    ),
  );
  const dialog = openDialog({ title: t("Embed title"), content: [form], onclose: () => editor.commands.focus() });
};

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  priority: 200,

  addAttributes() {
    return {
      address: {
        default: "",
        parseHTML: (element) => element.textContent.trim(),
        renderHTML: () => ({}),
      },
    };
  },

  parseHTML() {
    return [{ tag: "p.embed", priority: 200 }];
  },

  renderHTML({ node }) {
    return ["p", { class: "embed" }, node.attrs.address];
  },

  renderText({ node }) {
    return node.attrs.address;
  },

  addNodeView() {
    return ({ node, editor }) => {
      const change = button(t("Change"), () => openEmbed(editor, node.attrs.address), {
        class: "desk-mini desk-mini-quiet",
        tabindex: "-1",
      });
      const dom = h(
        "div",
        { class: "ed-embed", contenteditable: "false" },
        h("span", { class: "material-icons", "aria-hidden": "true" }, "smart_display"),
        h(
          "span",
          { class: "ed-embed-words" },
          h("strong", {}, t("Embed of", { site: hostOf(node.attrs.address) })),
          h("span", {}, node.attrs.address),
        ),
        change,
      );
      dom.addEventListener("dblclick", () => openEmbed(editor, node.attrs.address));
      return { dom };
    };
  },

  addMenuItems({ menu }) {
    menu.defineItem({
      name: "embed",
      groups: "deskInsert",
      priority: 90,
      button: tool("smart_display", t("Embed"), t("Embed tip")),
      active: (editor) => editor.isActive("embed"),
      command: (editor) => openEmbed(editor, editor.isActive("embed") ? editor.getAttributes("embed").address : ""),
    });
  },
});

/* What happens to a paste before the editor sees it. */
import { Extension, pm } from "django-prose-editor/editor";
import { ask, fieldOf, notice, t } from "desk/kit";
import { paragraphs, picturesLost, tidy, tidyAddress } from "desk/paste";

const ADDRESS = /^https?:\/\/[^\s<>"]+$/;

/* An address alone on a line becomes an embed where its site is on the list. */
const tryEmbed = async (editor, address) => {
  let found;
  try {
    found = await ask(`${fieldOf(editor).dataset.embed}?${new URLSearchParams({ "dia-chi": address })}`);
  } catch {
    return; // It stays a link.
  }
  const { state, view } = editor;
  state.doc.forEach((block, place) => {
    if (!found || block.type.name !== "paragraph" || block.textContent !== address) return;
    const embed = state.schema.nodes.embed.create({ address: found.address });
    const tr = state.tr.replaceWith(place, place + block.nodeSize, embed);
    const next = tr.doc.nodeAt(place + 1);
    if (!next) tr.insert(place + 1, state.schema.nodes.paragraph.create());
    tr.setSelection(pm.state.Selection.near(tr.doc.resolve(place + 1)));
    view.dispatch(tr);
    notice(editor, t("Embedded", { label: found.label }));
    found = null;
  });
};

const pasteAddress = (editor, address) => {
  const { selection } = editor.state;
  const site = fieldOf(editor).dataset.site;
  if (!selection.empty) {
    return editor.chain().focus().setLink({ href: tidyAddress(address, site) }).run();
  }
  const { parent, depth } = selection.$from;
  if (depth !== 1 || parent.type.name !== "paragraph" || parent.content.size) return false;
  const link = { type: "link", attrs: { href: tidyAddress(address, site) } };
  editor.commands.insertContent({ type: "text", text: address, marks: [link] });
  tryEmbed(editor, address);
  return true;
};

export const DeskClipboard = Extension.create({
  name: "deskClipboard",
  priority: 1000,

  addProseMirrorPlugins() {
    const { editor } = this;
    const site = () => fieldOf(editor).dataset.site;
    return [
      new pm.state.Plugin({
        props: {
          transformPastedHTML(html) {
            if (/\sdata-pm-slice=/.test(html)) return html;
            const lost = picturesLost(html);
            if (lost) notice(editor, t("Pictures lost", { number: lost }));
            return tidy(html, site());
          },
          clipboardTextParser(text, $context, _plain, view) {
            const holder = document.createElement("div");
            holder.innerHTML = paragraphs(text);
            const parser = pm.model.DOMParser.fromSchema(view.state.schema);
            return parser.parseSlice(holder, { context: $context });
          },
          handlePaste(_view, event) {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            return ADDRESS.test(text) && pasteAddress(editor, text);
          },
        },
      }),
    ];
  },
});

/* Putting a block of its own into the text: a photo, an embed, a "see also" line. */
import { pm } from "django-prose-editor/editor";

/* Puts a block (JSON) behind the one the caret stands in, or in place of an empty paragraph,
   and the caret into the paragraph below it. Lists, quotes and tables are not broken up. */
export const insertBlocks = (editor, blocks) => {
  const { state, view } = editor;
  const { $from, $to } = state.selection;
  const isLine = $from.depth === 1 && $from.parent.isTextblock && !$from.parent.content.size;
  const from = isLine ? $from.before(1) : $to.depth ? $to.after(1) : $to.pos;
  const to = isLine ? $from.after(1) : from;
  const nodes = blocks.map((block) => state.schema.nodeFromJSON(block));
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  const below = state.doc.nodeAt(to);
  if (below?.type.name !== "paragraph") nodes.push(state.schema.nodes.paragraph.create());
  const tr = state.tr.replaceWith(from, to, nodes);
  tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(from + size)));
  view.dispatch(tr.scrollIntoView());
  view.focus();
};

/* Photos in the text: from the library, dropped in or pasted; each use has its own alt and caption. */
import { Extension, pm } from "django-prose-editor/editor";
import { insertBlocks } from "desk/blocks";
import { fieldOf, notice, openDialog, t, tool } from "desk/kit";
import { photoPicker } from "desk/photo-picker";

const figure = (photo, { alt = "", caption = "" } = {}) => ({
  type: "figure",
  content: [
    { type: "image", attrs: { src: `/anh/${photo.id}`, alt } },
    ...(caption ? [{ type: "caption", content: [{ type: "text", text: caption }] }] : []),
  ],
});

/* The picture in or around the selection, if there is one. */
const pictureAt = ({ selection, doc }) => {
  if (selection.node?.type.name === "image") return { node: selection.node, place: selection.from };
  const { $from } = selection;
  const start = selection.node?.type.name === "figure" ? selection.from : null;
  for (let depth = $from.depth; depth >= 0; depth -= 1) {
    const place = start ?? (depth ? $from.before(depth) : null);
    const node = place === null ? null : doc.nodeAt(place);
    if (node?.type.name === "figure") return { node: node.firstChild, place: place + 1 };
  }
  return null;
};

const openUse = (editor, { node, place }) => {
  const form = photoPicker.useForm(
    { src: node.attrs.src },
    {
      words: t("Update"),
      use: { alt: node.attrs.alt ?? "", caption: null },
      onUse: ({ alt }) => {
        dialog.close();
        editor.chain().focus().setNodeSelection(place).updateAttributes("image", { alt }).run();
      },
    },
  );
  const dialog = openDialog({ title: t("Edit Image"), content: [form], onclose: () => editor.commands.focus() });
};

const openPhotos = (editor) => {
  const at = pictureAt(editor.state);
  if (at) {
    openUse(editor, at);
    return;
  }
  const { photoLibrary: library, photoUpload: upload, photoWords: words } = fieldOf(editor).dataset;
  photoPicker.open({
    library,
    upload,
    words,
    perUse: true,
    onPick: (photo, use) => insertBlocks(editor, [figure(photo, use)]),
    onClose: () => editor.commands.focus(),
  });
};

const isPicture = (file) => file.type.startsWith("image/");

/* Files that are dropped into the text or pasted go to the library first. */
const takeFiles = async (editor, files) => {
  notice(editor, t("Uploading", { number: files.length }));
  try {
    const { photos, refused } = await photoPicker.send(fieldOf(editor).dataset.photoUpload, files);
    if (photos.length) insertBlocks(editor, photos.map((photo) => figure(photo)));
    notice(editor, refused.join(" ") || t("Uploaded", { number: photos.length }));
  } catch (error) {
    notice(editor, error.message);
  }
};

export const DeskPhoto = Extension.create({
  name: "deskPhoto",
  priority: 900,

  addCommands() {
    return {
      openPhotos:
        () =>
        ({ editor }) => {
          if (!fieldOf(editor).dataset.photoLibrary) return editor.commands.editImage();
          openPhotos(editor);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-Shift-a": () => this.editor.commands.openPhotos() };
  },

  addMenuItems({ menu }) {
    /* In place of the library's own dialog, which asks for an address. */
    menu.defineItem({
      name: "figure",
      groups: "deskInsert",
      priority: 100,
      button: tool("image", t("Photo"), t("Photo from the library"), "Ctrl+Shift+A"),
      active: (editor) => editor.isActive("figure"),
      command: (editor) => editor.commands.openPhotos(),
    });
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    const take = (data, event) => {
      const files = [...(data?.files ?? [])].filter(isPicture);
      if (!files.length || !fieldOf(editor).dataset.photoUpload) return false;
      event.preventDefault();
      takeFiles(editor, files);
      return true;
    };
    return [
      new pm.state.Plugin({
        props: {
          /* Word puts a picture of the text beside the text: then it is the text that is meant. */
          handlePaste: (_view, event) =>
            !event.clipboardData?.getData("text/html") && take(event.clipboardData, event),
          handleDrop: (view, event, _slice, isMoved) => {
            const at = isMoved ? null : view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (at && [...event.dataTransfer.files].some(isPicture)) {
              const near = pm.state.Selection.near(view.state.doc.resolve(at.pos));
              view.dispatch(view.state.tr.setSelection(near));
            }
            return !isMoved && take(event.dataTransfer, event);
          },
        },
      }),
    ];
  },
});

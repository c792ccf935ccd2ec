/* The photo library in a dialog: search, page, upload, pick. For the text and for the lead photo:

   window.photoPicker.open({ library, upload, words, perUse, onPick(photo, { alt, caption }) })

   library, upload and words are addresses; perUse asks for alt and caption of this one use, and
   for the credit of a photo that has none: it is saved with the photo, not with the use. */
import { ask, button, calmly, h, labelled, openDialog, say, t } from "desk/kit";

const TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/* Sends files to the library; gives the photos and the sentences about refused files. */
const send = async (address, files) => {
  const fields = new FormData();
  for (const file of files) fields.append("files", file, file.name);
  const told = await ask(address, { fields });
  const refused = (told.refused ?? []).map((each) => `${each.name}: ${each.why}`);
  return { photos: told.photos ?? [], refused };
};

class Picker {
  constructor(options) {
    this.options = options;
    this.mark = "";
    this.search = h("input", { type: "search", class: "ed-input", autofocus: true });
    this.status = h("p", { class: "ed-status", role: "status" });
    this.grid = h("ul", { class: "ed-photos" });
    this.more = button(t("More photos"), () => this.load());
    this.place = h("div", {}, ...this.library());
    this.dialog = openDialog({
      title: options.title ?? t("Photo from the library"),
      content: [this.place],
      wide: true,
      onclose: options.onClose,
    });
    this.search.addEventListener("input", calmly(() => this.load(true)));
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    this.takeDrops();
    this.load(true);
  }

  library() {
    const input = h("input", { type: "file", accept: TYPES, multiple: true, class: "ed-file", hidden: true });
    input.hasChangeListener = true; // The theme minds other file fields, and expects its own around them.
    input.addEventListener("change", () => {
      this.upload([...input.files]);
      input.value = "";
    });
    const drop = h(
      "div",
      { class: "ed-drop" },
      button(t("Upload photos"), () => input.click()),
      h("span", { class: "ed-hint" }, t("Drop photos")),
      input,
    );
    return [
      labelled(t("Find photo"), this.search),
      this.options.upload ? drop : null,
      this.status,
      this.grid,
      this.more,
    ].filter(Boolean);
  }

  takeDrops() {
    const { dialog } = this;
    const over = (isOver) => dialog.classList.toggle("ed-dropping", isOver);
    dialog.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    dialog.addEventListener("dragleave", (event) => {
      if (!dialog.contains(event.relatedTarget)) over(false);
    });
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      this.upload([...event.dataTransfer.files]);
    });
  }

  async load(isAnew = false) {
    this.asking?.abort();
    this.asking = new AbortController();
    const asked = new URLSearchParams({ q: this.search.value.trim(), sau: isAnew ? "" : this.mark });
    try {
      const { photos, next } = await ask(`${this.options.library}?${asked}`, { signal: this.asking.signal });
      if (isAnew) this.grid.replaceChildren();
      this.grid.append(...photos.map((photo) => this.tile(photo)));
      this.mark = next ?? "";
      this.more.hidden = !this.mark;
      say(this.status, this.grid.children.length ? "" : t("No photos"));
    } catch (error) {
      if (error.name !== "AbortError") say(this.status, error.message, true);
    }
  }

  async upload(files) {
    if (!files.length || !this.options.upload) return;
    say(this.status, t("Uploading", { number: files.length }));
    try {
      const { photos, refused } = await send(this.options.upload, files);
      this.grid.prepend(...photos.map((photo) => this.tile(photo)));
      say(this.status, refused.join(" ") || t("Uploaded", { number: photos.length }), Boolean(refused.length));
      if (photos.length === 1 && !refused.length) this.pick(photos[0]);
    } catch (error) {
      say(this.status, error.message, true);
    }
  }

  tile(photo) {
    const words = photo.caption || photo.name || photo.alt || t("Photo number", { number: photo.id });
    const image = h("img", { src: photo.src, alt: "", loading: "lazy", decoding: "async" });
    const credit = photo.credit ? h("span", { class: "ed-photo-credit" }, photo.credit) : null;
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "ed-photo", onclick: () => this.pick(photo) },
        image,
        h("span", { class: "ed-photo-words" }, words),
        credit,
      ),
    );
  }

  pick(photo) {
    if (!this.options.perUse) {
      this.dialog.close();
      this.options.onPick(photo, { alt: "", caption: "" });
      return;
    }
    const form = useForm(photo, {
      words: t("Insert"),
      asksCredit: Boolean(photo.may_credit && this.options.words),
      onUse: async (use) => {
        if (use.credit) await ask(this.options.words, { fields: { id: photo.id, credit: use.credit } });
        this.dialog.close();
        this.options.onPick(photo, use);
      },
      onBack: () => {
        this.place.replaceChildren(...this.kept);
        this.search.focus();
      },
    });
    this.kept = [...this.place.childNodes];
    this.place.replaceChildren(form);
    form.querySelector("textarea").focus();
  }
}

/* Asks what a photo says in one place; what stays empty is the photo's own. */
const useForm = (photo, { words, onUse, onBack, asksCredit = false, use = {} }) => {
  const caption = h("textarea", { class: "ed-input", rows: 3, placeholder: photo.caption ?? "" });
  const alt = h("input", { type: "text", class: "ed-input", maxlength: 300, placeholder: photo.alt ?? "" });
  caption.value = use.caption ?? "";
  alt.value = use.alt ?? "";
  const credit = h("input", { type: "text", class: "ed-input", maxlength: 200 });
  const status = h("p", { class: "ed-status", role: "status" });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await onUse({ caption: caption.value.trim(), alt: alt.value.trim(), credit: credit.value.trim() });
    } catch (error) {
      say(status, error.message, true);
    }
  };
  return h(
    "form",
    { class: "ed-use", onsubmit: submit },
    h("img", { src: photo.src, alt: photo.alt ?? "", class: "ed-use-photo" }),
    h(
      "div",
      {},
      use.caption === null ? null : labelled(t("Caption of this use"), caption, t("Caption help")),
      labelled(t("Alt of this use"), alt, t("Alt help")),
      photo.credit ? h("p", { class: "ed-hint" }, t("Credit", { credit: photo.credit })) : null,
      asksCredit ? labelled(t("Credit of the photo"), credit, t("Credit help")) : null,
      status,
      h(
        "div",
        { class: "ed-acts" },
        h("button", { type: "submit", class: "desk-button" }, words),
        onBack ? button(t("Back"), onBack) : null,
      ),
    ),
  );
};

export const photoPicker = { open: (options) => new Picker(options), send, useForm };
window.photoPicker = photoPicker;

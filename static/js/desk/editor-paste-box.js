/* "Dán bài": a whole page is pasted, the importer reads it, the form is filled. Nothing is saved. */
import { ask, button, h, labelled, openDialog, ownNumber, say, t, unique } from "desk/kit";

const field = document.querySelector("textarea[data-paste]");
const form = field?.form;
let editor = null;

document.addEventListener("prose-editor:ready", ({ detail }) => {
  if (detail.textarea === field) editor = detail.editor;
});

const at = (name) => form.elements.namedItem(name);
const nameOf = (control) => {
  const label = form.querySelector(`label[for="${control.id}"]`) ?? control.closest("fieldset")?.querySelector("legend");
  return (label?.textContent ?? control.name).replace(/[*:]/g, "").trim().toLowerCase();
};

const tell = (control) => {
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
};

/* One thing to fill: what it holds, what it would hold, how it is put there. */
const simple = (name, value) => {
  const control = at(name);
  if (!control || !value) return null;
  return {
    name: nameOf(control),
    now: () => control.value,
    value,
    put: (words) => {
      control.value = words;
      tell(control);
    },
  };
};

const written = (html) => {
  if (!editor || !html) return null;
  return {
    name: t("Body"),
    now: () => (editor.isEmpty ? "" : editor.getHTML()),
    value: html,
    put: (words) => editor.chain().setContent(words, { emitUpdate: true }).run(),
  };
};

const sourced = (source) => {
  const control = at("source");
  if (!control || !source.id) return null;
  return {
    name: nameOf(control),
    now: () => control.value,
    value: String(source.id),
    put: (value) => {
      const has = [...control.options].some((option) => option.value === value);
      if (value && !has) control.append(new Option(source.name, value));
      control.value = value;
      tell(control);
      window.django?.jQuery?.(control).trigger("change");
    },
  };
};

const timed = (published) => {
  const [day, hour] = ["published_at_0", "published_at_1"].map(at);
  if (!day || !published) return null;
  const precision = at("published_precision");
  const put = (values) => {
    [day.value, hour.value] = values;
    if (precision && values[2]) precision.value = values[2];
    [day, hour, precision].filter(Boolean).forEach(tell);
  };
  return {
    name: t("Published at"),
    now: () => (day.value || hour.value ? [day.value, hour.value, precision?.value] : ""),
    value: [published.day, published.hour, published.precision],
    put: (values) => put(values || ["", "", ""]),
  };
};

const partsOf = (page) =>
  [
    simple("headline", page.headline),
    simple("standfirst", page.standfirst),
    written(page.body),
    simple("signed", page.authors.join("\n")),
    simple("tags", page.tags.join(", ")),
    sourced(page.source),
    simple("source_url", page.source_url),
    simple("sign_off", page.sign_off),
    simple("dateline", page.dateline),
    timed(page.published),
  ].filter(Boolean);

const listOf = (words) => h("ul", { class: "ed-warnings" }, ...words.map((each) => h("li", {}, each)));

const photoLines = (photos) =>
  photos.map(({ caption, credit }) => [caption, credit && t("Credit", { credit })].filter(Boolean).join(" "));

const lineLines = (lines) =>
  lines.map(({ number, text, why }) => t("Dropped line", { number, text: text.slice(0, 120), why }));

const folded = (title, words) =>
  words.length ? h("details", { class: "ed-details" }, h("summary", {}, title), listOf(words)) : null;

const report = (page) =>
  h(
    "div",
    { class: "ed-report" },
    ...page.twins.map((twin) =>
      h("p", {}, t("Same headline"), " ", h("a", { href: twin.address, target: "_blank" }, twin.headline)),
    ),
    page.warnings.length ? listOf(page.warnings) : null,
    folded(t("Captions found", { number: page.photos.length }), photoLines(page.photos)),
    folded(t("Lines dropped", { number: page.lines.length }), lineLines(page.lines)),
  );

class PasteBox {
  constructor(place) {
    this.outcome = h("div", { class: "ed-outcome", role: "status" });
    this.opener = button(t("Paste page"), () => this.open(), { class: "desk-button desk-button-quiet ed-paste-open" });
    place.append(this.opener, this.outcome);
    this.text = "";
  }

  open() {
    const area = h("textarea", { class: "ed-input ed-paste-text", rows: 14, autofocus: true, spellcheck: "false" });
    area.value = this.text;
    area.addEventListener("input", () => (this.text = area.value));
    const status = h("p", { class: "ed-status", role: "status" });
    const read = button(t("Read page"), () => this.read(area, status), { class: "desk-button" });
    this.dialog = openDialog({
      title: t("Paste page"),
      content: [labelled(t("Page text"), area, t("Page text help")), status],
      buttons: [read],
      wide: true,
      onclose: () => this.opener.focus(),
    });
  }

  async read(area, status) {
    if (!area.value.trim()) {
      say(status, t("Nothing pasted"), true);
      area.focus();
      return;
    }
    say(status, t("Reading"));
    try {
      this.choose(await ask(field.dataset.paste, { fields: { "van-ban": area.value, tru: ownNumber() } }));
    } catch (error) {
      say(status, error.message, true);
    }
  }

  /* Empty fields are filled; what holds words already is asked about. */
  choose(page) {
    const parts = partsOf(page);
    const same = (part) => JSON.stringify(part.now()) === JSON.stringify(part.value);
    const free = parts.filter((part) => !part.now());
    const taken = parts.filter((part) => part.now() && !same(part));
    const over = taken.map((part) => ({ part, box: h("input", { type: "checkbox", id: unique("over") }) }));
    const body = this.dialog.querySelector(".ed-dialog-body");
    const fill = button(
      t("Fill form"),
      () => this.fill(page, [...free, ...over.filter(({ box }) => box.checked).map(({ part }) => part)]),
      { class: "desk-button" },
    );
    const back = button(t("Back"), () => {
      this.dialog.close();
      this.open();
    });
    const questions = over.length
      ? h(
          "fieldset",
          { class: "ed-over" },
          h("legend", {}, t("Overwrite")),
          ...over.map(({ part, box }) => h("label", { class: "ed-check" }, box, part.name)),
        )
      : null;
    body.replaceChildren(
      h("p", { class: "ed-found-headline" }, page.headline),
      h("p", {}, free.length ? t("Will fill", { names: free.map((part) => part.name).join(", ") }) : t("Nothing empty")),
      ...[questions, report(page)].filter(Boolean),
    );
    this.dialog.querySelector(".ed-dialog-foot").replaceChildren(fill, back);
    fill.focus();
  }

  fill(page, parts) {
    const before = parts.map((part) => [part, part.now()]);
    for (const part of parts) part.put(part.value);
    this.dialog.close();
    const undo = button(t("Undo fill"), () => {
      for (const [part, value] of before) part.put(value);
      this.outcome.replaceChildren(t("Undone"));
    }, { class: "desk-mini desk-mini-quiet" });
    const close = button("×", () => this.outcome.replaceChildren(), {
      class: "desk-mini desk-mini-quiet",
      "aria-label": t("Close"),
    });
    this.outcome.replaceChildren(
      h("p", {}, t("Filled", { names: parts.map((part) => part.name).join(", ") || "–" }), " ", undo, " ", close),
      report(page),
    );
    this.text = "";
  }
}

if (form) {
  const row = form.querySelector(".field-headline") ?? field.closest(".prose-editor") ?? field;
  const place = form.querySelector("[data-paste-box]") ?? h("div", { class: "ed-paste-box" });
  if (!place.isConnected) row.before(place);
  new PasteBox(place);
}

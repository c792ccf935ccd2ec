/* Below the text: how long it is, and what just happened to it. */
import { Extension } from "django-prose-editor/editor";
import { fieldOf, h, t } from "desk/kit";

const WORDS_A_MINUTE = 200;
const SHOWN_FOR = 8000;

/* Every syllable between blanks is a word, as body.words_in counts them. */
const wordsIn = (doc) => {
  let count = 0;
  doc.descendants((node) => {
    if (node.isTextblock) {
      const words = node.textBetween(0, node.content.size, "\n", "\n");
      count += words.split(/\s+/).filter(Boolean).length;
    }
    return !node.isTextblock;
  });
  return count;
};

export const DeskFoot = Extension.create({
  name: "deskFoot",

  onCreate() {
    const { editor } = this;
    const count = h("span", { class: "ed-count" });
    const status = h("span", { class: "ed-notice", role: "status" });
    const show = () => {
      const number = wordsIn(editor.state.doc);
      const minutes = Math.ceil(number / WORDS_A_MINUTE);
      count.textContent = number ? t("Word count", { number, minutes }) : t("No words");
    };
    let timer = 0;
    fieldOf(editor).addEventListener("desk:notice", ({ detail }) => {
      status.textContent = detail;
      clearTimeout(timer);
      timer = setTimeout(() => (status.textContent = ""), SHOWN_FOR);
    });
    editor.view.dom.after(h("div", { class: "ed-foot" }, count, status));
    editor.on("update", show);
    show();
  },
});

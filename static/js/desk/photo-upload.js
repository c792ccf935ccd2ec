/* Many files at once: dropped or chosen, each sent by itself, so that one that is refused or
   breaks off takes none of the others along. */
"use strict";
(() => {
  const AT_ONCE = 2;

  function dropZone(form) {
    const section = form.closest(".desk-drop");
    const list = section.querySelector("[data-photo-cards]");
    const template = section.querySelector("[data-photo-card]");
    const says = section.querySelector("[data-photo-says]");
    const acts = section.querySelector("[data-photo-acts]");
    const input = form.elements.files;
    const cards = [];
    const waiting = [];
    let sending = 0;

    const count = (outcome) => cards.filter((card) => card.outcome === outcome).length;

    function tellHowFar() {
      const left = sending + waiting.length;
      acts.hidden = !count("kept");
      says.textContent = left
        ? says.dataset.sending.replace("{n}", left)
        : says.dataset.done
            .replace("{kept}", count("kept"))
            .replace("{known}", count("known"))
            .replace("{refused}", count("refused"));
    }

    async function next() {
      while (sending < AT_ONCE && waiting.length) {
        const [card, again] = waiting.shift();
        sending += 1;
        tellHowFar();
        card.send(again).then(() => {
          sending -= 1;
          tellHowFar();
          next();
        });
      }
    }

    function queue(card, again = false) {
      waiting.push([card, again]);
      tellHowFar();
      next();
    }

    function add(files) {
      for (const file of files) {
        const card = window.deskPhotoCard(template, file, form);
        cards.push(card);
        list.append(card.root);
        card.root.querySelector("[data-again]").addEventListener("click", () => queue(card, true));
        card.root.querySelector("[data-retry]").addEventListener("click", () => queue(card));
        queue(card);
      }
    }

    async function saveAll() {
      let failed = 0;
      const dirty = cards.filter((card) => card.isDirty);
      for (const card of dirty) if (!(await card.save())) failed += 1;
      says.textContent = failed
        ? says.dataset.unsaved.replace("{n}", failed)
        : says.dataset.saved.replace("{n}", dirty.length);
    }

    section.classList.add("desk-drop-live");
    /* The theme would write the file's name into a text field that it has beside its own. */
    input.hasChangeListener = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      add(input.files);
      form.reset();
    });
    input.addEventListener("change", () => {
      add([...input.files]);
      form.reset();
    });
    section.querySelector("[data-photo-save-all]").addEventListener("click", saveAll);

    /* The whole window takes a drop: a file that misses the field must not replace the page. */
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    let depth = 0;
    const shade = () => section.classList.toggle("desk-drop-over", depth > 0);
    window.addEventListener("dragenter", (event) => {
      if (!hasFiles(event)) return;
      depth += 1;
      shade();
    });
    window.addEventListener("dragleave", (event) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      shade();
    });
    window.addEventListener("dragover", (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
    window.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      shade();
      add(event.dataTransfer.files);
      section.scrollIntoView({ block: "nearest" });
    });
    window.addEventListener("beforeunload", (event) => {
      if (sending || waiting.length || cards.some((card) => card.isDirty)) event.preventDefault();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-photo-upload]").forEach(dropZone);
  });
})();

/* The focal point of a photo: set by a click, by dragging or with the arrow keys. The two
   number fields of the form hold it; the frames show what pages will cut. */
"use strict";
(() => {
  const STEP = 0.01;
  const LEAP = 0.1;

  const clamped = (share) => Math.min(1, Math.max(0, share));
  /* Pages move a picture in steps of a tenth; the share crop is exact. */
  const tenths = (share) => Math.round(share * 10) * 10;

  function framed(root) {
    const field = root.querySelector("[data-focus-field]");
    const picture = root.querySelector("[data-focus-picture]");
    const point = root.querySelector("[data-focus-point]");
    const frames = root.querySelectorAll("[data-frame]");
    const inputs = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
    const empty = document.querySelector("[data-framing-empty]");
    const file = document.getElementById("id_file");
    let blob = "";

    const focus = () =>
      inputs.map((input) => {
        const share = Number.parseFloat(input?.value.replace(",", ".") ?? "");
        return Number.isFinite(share) ? clamped(share) : 0.5;
      });

    function show() {
      const [x, y] = focus();
      const [across, down] = [Math.round(x * 100), Math.round(y * 100)];
      point.style.left = `${x * 100}%`;
      point.style.top = `${y * 100}%`;
      point.setAttribute("aria-valuenow", String(across));
      const says = point.dataset.says.replace("{x}", across).replace("{y}", down);
      point.setAttribute("aria-valuetext", says);
      for (const frame of frames) {
        const isExact = frame.closest(".desk-crop-share");
        frame.style.objectPosition = isExact
          ? `${x * 100}% ${y * 100}%`
          : `${tenths(x)}% ${tenths(y)}%`;
      }
    }

    function move(x, y) {
      [x, y].forEach((share, n) => {
        inputs[n].value = String(Math.round(clamped(share) * 100) / 100);
        inputs[n].dispatchEvent(new Event("change", { bubbles: true }));
      });
      show();
    }

    function moveTo(event) {
      const box = picture.getBoundingClientRect();
      move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }

    root.querySelector("[data-frames]").hidden = false;
    show();
    if (inputs.some((input) => !input)) return;

    field.classList.add("desk-focus-live");
    point.hidden = false;
    inputs.forEach((input) => input.addEventListener("input", show));
    field.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      field.setPointerCapture(event.pointerId);
      point.focus({ preventScroll: true });
      moveTo(event);
    });
    field.addEventListener("pointermove", (event) => {
      if (field.hasPointerCapture(event.pointerId)) moveTo(event);
    });
    point.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? LEAP : STEP;
      const [x, y] = focus();
      const to = {
        ArrowLeft: [x - step, y],
        ArrowRight: [x + step, y],
        ArrowUp: [x, y - step],
        ArrowDown: [x, y + step],
        Home: [0.5, 0.5],
      }[event.key];
      if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      move(...to);
    });
    /* A file that was just chosen is shown before it is uploaded. */
    file?.addEventListener("change", () => {
      if (blob) URL.revokeObjectURL(blob);
      if (!file.files.length) return;
      blob = URL.createObjectURL(file.files[0]);
      picture.onload = () => {
        root.hidden = false;
        if (empty) empty.hidden = true;
      };
      picture.src = blob;
      frames.forEach((frame) => {
        frame.src = blob;
      });
      move(0.5, 0.5);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-framing]").forEach(framed);
  });
})();

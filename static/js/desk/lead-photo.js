/* Lets an editor pick the lead photo from the library, with its own caption and alt. */
"use strict";
{
  const start = () => {
    const field = document.getElementById("id_lead_photo");
    const text = document.querySelector("textarea[data-photo-library]");
    if (!field || !text || !window.photoPicker) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "desk-button desk-button-quiet desk-pick";
    button.textContent = JSON.parse(text.dataset.words)["Pick from the library"];
    button.addEventListener("click", () => window.photoPicker.open({
      library: text.dataset.photoLibrary,
      upload: text.dataset.photoUpload,
      words: text.dataset.photoWords,
      perUse: true,
      onPick: (photo, { alt, caption }) => {
        field.replaceChildren(new Option(photo.caption || photo.alt || `${photo.id}`, photo.id, true, true));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        document.getElementById("id_lead_alt").value = alt ?? "";
        document.getElementById("id_lead_caption").value = caption ?? "";
        const shown = document.querySelector(".field-lead_picture img.desk-thumb");
        if (shown) {
          shown.removeAttribute("srcset");
          shown.src = photo.src;
          shown.alt = photo.alt;
        }
      },
    }));
    (field.closest(".related-widget-wrapper") ?? field.parentElement).after(button);
  };
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

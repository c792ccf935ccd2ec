/* A framed preview: drawn as wide as a desktop and shrunk to fit, with links that open outside. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const DESKTOP = 1280;
  const box = document.querySelector(".desk-frame");
  const frame = box?.querySelector("iframe");
  if (!frame) return;

  const fit = () => {
    const isPhone = document.querySelector(".desk-switch [value=phone]").checked;
    const scale = isPhone ? 1 : Math.min(1, box.clientWidth / DESKTOP);
    frame.style.width = isPhone ? "" : `${Math.max(DESKTOP, box.clientWidth)}px`;
    frame.style.height = isPhone ? "" : `${box.clientHeight / scale}px`;
    frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  };

  /* A page of ours lets itself be framed only as a preview: what it links to opens beside it. */
  const openLinksOutside = () => {
    frame.contentDocument?.addEventListener("click", ({ target }) => {
      const link = target.closest("a[href]");
      if (link && !link.getAttribute("href").startsWith("#")) link.target = "_blank";
    });
  };

  frame.addEventListener("load", openLinksOutside);
  openLinksOutside();
  new ResizeObserver(fit).observe(box);
  document.querySelector(".desk-switch").addEventListener("change", fit);
  fit();
});

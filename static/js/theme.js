// Light or dark: the reader's choice, else the system's.
// Loaded in the head without defer, so that the choice stands before the first paint.
(() => {
  const KEY = "giao-dien";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // The choice lasts for this page.
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  };
  // The browser's own bar follows the reader's choice, too.
  const paintBar = () => {
    if (!root.dataset.theme) return;
    const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
    for (const bar of document.querySelectorAll("meta[name=theme-color]")) bar.content = paper;
  };
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  apply(kept());

  class ThemeToggle extends HTMLElement {
    connectedCallback() {
      const button = this.querySelector("button");
      const tell = () => button.setAttribute("aria-pressed", String(isDark()));
      const turn = () => {
        const theme = isDark() ? "light" : "dark";
        keep(theme);
        apply(theme);
        paintBar();
        tell();
      };
      button.addEventListener("click", turn);
      system.addEventListener("change", tell);
      tell();
    }
  }

  // The element's children exist only once the page is read.
  document.addEventListener("DOMContentLoaded", () => {
    paintBar();
    customElements.define("theme-toggle", ThemeToggle);
  });
})();

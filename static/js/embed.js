// Puts a frame of another site in the place of its card, once a reader asks for it.
class ClickToLoad extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.load(), { once: true });
  }

  load() {
    const frame = document.createElement("iframe");
    frame.title = this.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute(
      "sandbox",
      "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms",
    );
    frame.src = this.dataset.frame;
    this.querySelector(".embed-card").replaceWith(frame);
    this.classList.add("embed-loaded");
    frame.focus();
  }
}

customElements.define("click-to-load", ClickToLoad);

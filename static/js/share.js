// Copies an article's address; browsers without a clipboard never see the button.
class CopyLink extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) {
      this.hidden = true;
      return;
    }
    const button = this.querySelector("button");
    const status = this.querySelector("[role=status]");
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.dataset.address);
      button.textContent = this.dataset.done;
      status.textContent = this.dataset.done;
      setTimeout(() => {
        button.textContent = words;
        status.textContent = "";
      }, 3000);
    });
  }
}

customElements.define("copy-link", CopyLink);

// The hour in the cities of the strip, by the reader's own clock.
class CityClock extends HTMLElement {
  connectedCallback() {
    const face = this.querySelector(".clock-face");
    const hour = new Intl.DateTimeFormat("vi-VN", {
      timeZone: this.dataset.zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const show = () => {
      face.textContent = hour.format(new Date());
    };
    show();
    this.timer = setInterval(show, 15_000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("city-clock", CityClock);

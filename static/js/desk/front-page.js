/* The front page desk without waiting for whole pages: links and forms marked data-swap bring the
   desk anew, a search finds while it is typed, slots and picks are dragged. All of it also works
   without this file: every act is a plain form. */
"use strict";
{
  const desk = () => document.getElementById("front-desk");
  const token = () => desk().querySelector("[name=csrfmiddlewaretoken]").value;

  /* Keeps the focus where it was: on the same control, else where something has opened. */
  const focusAgain = (id) => {
    const opened = desk().querySelector("#mo :is([autofocus], input:not([type=hidden]), select)");
    const target = (id && document.getElementById(id)) || opened;
    target?.focus({ preventScroll: Boolean(id) });
    if (!id) desk().querySelector("#mo")?.scrollIntoView({ block: "nearest" });
  };

  const show = (html, id) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("front-desk");
    if (!fresh) return false;
    desk().replaceWith(fresh);
    document.dispatchEvent(new Event("desk:swapped"));
    focusAgain(id);
    return true;
  };

  const ask = async (address, options, id) => {
    desk().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, options);
      const html = await response.text();
      if (!show(html, id)) location.reload();
    } catch {
      location.reload();
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    ask(link.href, {});
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("#front-desk form[data-swap]")) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const address = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    const options =
      form.method === "post" ? { method: "POST", body: data } : {};
    const asked = form.method === "post" ? address : `${address}?${new URLSearchParams(data)}`;
    ask(asked, options, event.submitter?.id);
  });

  /* Shows what was found; an article that was chosen meanwhile stays chosen where it is listed. */
  const list = (place, html) => {
    const chosen = place.querySelector("input:checked")?.value;
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    const again = [...place.querySelectorAll("input")].find(({ value }) => value === chosen);
    if (again) again.checked = true;
  };

  let typing, asking;
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form[data-search]");
    if (!form) return;
    clearTimeout(typing);
    typing = setTimeout(async () => {
      asking?.abort();
      const mine = (asking = new AbortController());
      const asked = `${form.dataset.search}?${new URLSearchParams(new FormData(form))}`;
      try {
        const html = await (await fetch(asked, { signal: mine.signal })).text();
        list(form.parentElement.querySelector("[data-found]"), html);
      } catch (fault) {
        if (!mine.signal.aborted) throw fault;
      }
    }, 250);
  });

  /* Dragging. A slot moves among those of its area, a pick into any slot. */
  let drag = null;

  const itemsFor = (kind) =>
    kind === "slot"
      ? [...drag.item.parentElement.querySelectorAll(":scope > [data-slot]")]
      : [...document.querySelectorAll("#front-desk [data-pick]")];

  const placeAt = (x, y) => {
    const under = document.elementFromPoint(x, y);
    if (drag.kind === "pick") {
      const rows = under?.closest("[data-slot]")?.querySelector("[data-rows]");
      if (rows) drag.rows = rows;
    }
    const inside = drag.kind === "slot" ? drag.item.parentElement : drag.rows;
    const isWide = getComputedStyle(inside).gridTemplateColumns.split(" ").length > 1;
    const next = itemsFor(drag.kind)
      .filter((each) => each !== drag.item && each.parentElement === inside)
      .find((each) => {
        const { top, bottom, left, width, height } = each.getBoundingClientRect();
        return isWide ? y < bottom && (y < top || x < left + width / 2) : y < top + height / 2;
      });
    drag.before = next ?? null;
    drag.inside = inside;
    drag.mark.remove();
    const autos = drag.kind === "pick" ? inside.querySelector(":scope > .fp-auto") : null;
    const adder = drag.kind === "slot" ? inside.querySelector(":scope > .fp-add") : null;
    inside.insertBefore(drag.mark, next ?? autos ?? adder);
  };

  const drop = async () => {
    const { kind, item, before, inside, began } = drag;
    end();
    if (!began) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    body.set(kind, item.dataset[kind]);
    if (kind === "pick") body.set("slot", inside.dataset.rows);
    body.set("before", before?.dataset[kind] ?? 0);
    const address = desk().dataset[kind === "slot" ? "moveSlot" : "movePick"];
    await ask(address, { method: "POST", body }, document.activeElement?.id);
  };

  const end = () => {
    drag?.mark.remove();
    drag?.item.classList.remove("fp-dragged");
    drag = null;
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("#front-desk [data-grip]");
    if (!grip || event.button) return;
    event.preventDefault();
    const kind = grip.dataset.grip;
    const item = grip.closest(`[data-${kind}]`);
    const mark = document.createElement(kind === "pick" ? "li" : "div");
    mark.className = "fp-mark";
    drag = { kind, item, mark, rows: item.parentElement, began: false, before: null };
    grip.setPointerCapture(event.pointerId);
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.began = true;
    drag.item.classList.add("fp-dragged");
    placeAt(event.clientX, event.clientY);
    const edge = 60;
    if (event.clientY < edge) window.scrollBy(0, -12);
    if (event.clientY > innerHeight - edge) window.scrollBy(0, 12);
  });

  document.addEventListener("pointerup", () => drag && drop());
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && drag && end());
}

/* Keeps what is typed: in one row at the desk every 20 seconds and when the field is left, in
   this browser while there is no connection; says who else has the article open; and gets a
   fresh token after somebody signed in again in another tab. The form works without it. */
"use strict";
{
  const BEAT = 20_000;
  /* The words come with the page, in the language of the desk. */
  let words = {};
  const gettext = (word) => words[word] ?? word;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "_act", "_continue", "_save", "seen_version"]);

  /* The editors of the form's texts; they write into their fields a moment after a key. */
  const editors = new Map();
  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    editors.set(textarea, editor);
  });

  const start = () => {
    const desk = document.getElementById("desk-writing");
    const form = document.getElementById("article_form");
    if (!desk || !form) return;
    words = JSON.parse(desk.dataset.words);
    const calls = JSON.parse(desk.dataset.calls);
    const isOpen = Boolean(form.elements.form_key);
    const key = isOpen ? form.elements.form_key.value : "";
    const local = `autosave:${key}`;
    let lastKept = "";
    let isLocked = false;
    let sending = Promise.resolve();
    let next = null;

    const notes = document.getElementById("desk-said");
    const status = document.getElementById("desk-autosaved");

    const say = (name, text, ...buttons) => {
      let note = notes.querySelector(`[data-note="${name}"]`);
      if (!text) {
        note?.remove();
        return;
      }
      if (note && note.dataset.text === text) return;
      note?.remove();
      note = document.createElement("p");
      note.className = "desk-note desk-note-warm";
      note.dataset.note = name;
      note.dataset.text = text;
      note.append(text, " ");
      for (const button of buttons) note.append(button, " ");
      notes.append(note);
    };

    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "desk-button desk-button-quiet";
      made.textContent = label;
      made.addEventListener("click", act);
      return made;
    };

    /* What is in the form now, as it would be sent. */
    const typed = () => {
      const said = {};
      for (const [name, value] of new FormData(form)) {
        if (typeof value !== "string" || SKIPPED.has(name) || name.startsWith("take-")) continue;
        said[name] = name in said ? `${said[name]}\n${value}` : value;
      }
      for (const [textarea, editor] of editors) {
        if (textarea.form === form) said[textarea.name] = editor.getHTML();
      }
      for (const select of form.querySelectorAll("select")) {
        if (select.value) said[`${select.name}:label`] = select.selectedOptions[0]?.textContent ?? "";
      }
      return said;
    };
    const written = () => JSON.stringify(typed());

    const token = () => form.elements.csrfmiddlewaretoken;
    const ask = (address, options = {}) =>
      fetch(address, { credentials: "same-origin", ...options });

    const keepHere = (text) => {
      try {
        localStorage.setItem(local, JSON.stringify({ at: Date.now(), typed: JSON.parse(text) }));
      } catch {
        /* A full or forbidden store: the desk keeps the text when it is back. */
      }
    };

    const signedOut = () => {
      const link = document.createElement("a");
      link.href = `${desk.dataset.login}`;
      link.target = "_blank";
      link.className = "desk-link";
      link.textContent = gettext("Đăng nhập lại ở thẻ mới");
      say("session", gettext("Phiên làm việc đã hết; chữ của bạn còn nguyên ở đây."), link);
    };

    /* One sending at a time: what is asked meanwhile goes after it, with the words of then. */
    const autosave = (leaving = false) => {
      if (leaving) return keepAtDesk(true);
      next ??= sending.then(() => {
        next = null;
        return keepAtDesk();
      });
      sending = next;
      return next;
    };

    const keepAtDesk = async (leaving = false) => {
      const text = written();
      if (!isOpen || isLocked || text === lastKept) return true;
      try {
        const response = await ask(calls.autosave, {
          method: "POST",
          keepalive: leaving && text.length < 60_000,
          headers: { "Content-Type": "application/json", "X-CSRFToken": token().value },
          body: JSON.stringify({
            key,
            opened_version: form.elements.opened_version.value,
            typed: JSON.parse(text),
          }),
        });
        const told = await response.json();
        if (told.signed_out) {
          keepHere(text);
          signedOut();
          return false;
        }
        if (!response.ok) {
          say("autosave", told.why);
          return false;
        }
        lastKept = text;
        localStorage.removeItem(local);
        say("lost", "");
        if (status) status.textContent = `${gettext("Tự lưu lúc")} ${told.says}`;
        return true;
      } catch {
        keepHere(text);
        say("lost", gettext("Mất kết nối. Chữ được giữ trong trình duyệt này và sẽ lưu lại khi có mạng."));
        return false;
      }
    };

    const lock = ({ by, message }) => {
      if (isLocked) return;
      isLocked = true;
      document.querySelectorAll("[form='article_form'][type='submit'], #article_form [type='submit']")
        .forEach((submit) => { submit.disabled = true; });
      const told = gettext("đã nhận sửa bài này. Chữ của bạn còn nguyên ở đây và trong bản tự lưu.");
      say("taken", `${by} ${told}${message ? ` «${message}»` : ""}`,
        button(gettext("Mở lại bài"), () => location.assign(location.pathname)));
    };

    const showOthers = (others) => {
      const box = document.getElementById("desk-others");
      if (!box) return;
      box.hidden = others.length === 0;
      const told = gettext("cũng đang mở bài này, từ");
      const said = others.map(({ name, since }) => `${name} ${told} ${since}.`).join(" ");
      const line = box.querySelector("p");
      if (line.textContent.trim() !== said) line.textContent = said;
    };

    const beat = async () => {
      try {
        const response = await ask(isOpen && calls.heartbeat ? calls.heartbeat : calls.token);
        if (!response.ok) return;
        const told = await response.json();
        if (told.signed_out) {
          signedOut();
          return;
        }
        say("session", "");
        token().value = told.csrf;
        showOthers(told.others);
        if (told.taken_over) {
          await autosave();
          lock(told.taken_over);
        }
      } catch {
        /* No connection: the next beat tries again. */
      }
    };

    const putBack = (said) => {
      for (const [name, value] of Object.entries(said)) {
        if (name.endsWith(":label") || name === "form_key") continue;
        const field = form.elements[name];
        if (!field) continue;
        if (field instanceof HTMLSelectElement && ![...field.options].some((o) => o.value === value)) {
          field.add(new Option(said[`${name}:label`] ?? value, value, true, true));
        }
        if (field.type === "checkbox") field.checked = value !== "";
        else field.value = value;
        if (field instanceof HTMLTextAreaElement && editors.has(field)) {
          editors.get(field).commands.setContent(value);
        }
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };

    const forget = async (which) => {
      localStorage.removeItem(local);
      const body = new URLSearchParams({ key: which, csrfmiddlewaretoken: token().value });
      await ask(calls.drop, { method: "POST", body }).catch(() => {});
    };

    const offer = (said, when, which) => {
      const current = typed();
      const differs = Object.entries(said).some(
        ([name, value]) =>
          !name.endsWith(":label") && !["form_key", "opened_version"].includes(name) &&
          (current[name] ?? "") !== value,
      );
      if (!differs) {
        forget(which);
        return;
      }
      const close = () => say("kept", "");
      say("kept", `${gettext("Có chữ bạn gõ mà chưa lưu vào bài")} (${when}).`,
        button(gettext("Khôi phục"), () => {
          putBack(said);
          close();
        }),
        button(gettext("Bỏ"), () => {
          forget(which);
          close();
        }));
    };

    const offerKept = () => {
      const atDesk = document.getElementById("desk-autosave");
      if (atDesk) {
        const { key: which, typed: said, says } = JSON.parse(atDesk.textContent);
        offer(said, says, which);
        return;
      }
      const here = localStorage.getItem(local);
      if (here && isOpen) {
        const { at, typed: said } = JSON.parse(here);
        offer(said, new Date(at).toLocaleString("vi"), key);
      }
    };

    const takeOver = document.querySelector("[data-takeover]");
    if (takeOver && isOpen && calls.take_over) {
      takeOver.hidden = false;
      takeOver.querySelector("button").addEventListener("click", async () => {
        const body = new URLSearchParams({
          message: takeOver.querySelector("input").value,
          csrfmiddlewaretoken: token().value,
        });
        const response = await ask(calls.take_over, { method: "POST", body });
        const told = response.ok ? await response.json() : { why: gettext("Chưa nhận được bài.") };
        say("asked", told.why ?? gettext("Đã nhận bài. Người kia được báo trong vài giây."));
      });
    }

    document.querySelector("[data-preview]")?.addEventListener("click", (event) => {
      if (!isOpen || written() === lastKept) return;
      event.preventDefault();
      const tab = window.open("", "_blank");
      autosave().then((isKept) => {
        tab.location = isKept ? `${calls.frame}?ban=tu-luu` : calls.frame;
      });
    });

    /* The editor writes its text field anew while it starts; that is nobody's typing. */
    setTimeout(() => {
      lastKept = written();
      offerKept();
      beat();
      setInterval(() => {
        autosave();
        beat();
      }, BEAT);
    }, 800);
    form.addEventListener("focusout", () => setTimeout(autosave, 200));
    window.addEventListener("blur", () => autosave());
    window.addEventListener("online", () => autosave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") autosave(true);
      else beat();
    });
    form.addEventListener("submit", () => {
      isLocked = true;
      localStorage.removeItem(local);
    });
  };

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}

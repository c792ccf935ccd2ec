/* One file on its way into the library: its card tells how far it is, what became of it, and
   takes its words. Used by photo-upload.js. */
"use strict";
window.deskPhotoCard = (() => {
  function card(template, file, form) {
    const root = template.content.firstElementChild.cloneNode(true);
    const one = (selector) => root.querySelector(selector);
    const says = one(".desk-new-says");
    const bar = one("progress");
    const fields = one(".desk-new-fields");
    const picture = one("img");
    const state = { root, file, photo: null, outcome: "", isDirty: false };

    one(".desk-new-name").textContent = file.name;
    says.textContent = says.dataset.waiting;

    function tell(words, kind = "") {
      says.textContent = words;
      root.dataset.state = kind;
    }

    function kept(photo) {
      state.photo = photo;
      state.outcome = photo.is_duplicate ? "known" : "kept";
      const words = photo.is_duplicate ? photo.notes : [says.dataset.kept, ...photo.notes];
      tell(words.join(" "), photo.is_duplicate ? "known" : "kept");
      picture.src = photo.src;
      picture.hidden = false;
      one("[data-page]").href = photo.page;
      one("[data-page]").hidden = false;
      one("[data-again]").hidden = !photo.is_duplicate;
      fields.hidden = photo.is_duplicate || !photo.may_change;
      for (const name of ["caption", "credit", "alt"]) {
        const input = fields.querySelector(`[name=${name}]`);
        if (!state.isDirty) input.value = photo[name];
      }
    }

    function refused(why) {
      state.outcome = "refused";
      tell(why, "refused");
    }

    function answered(request) {
      bar.hidden = true;
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = null;
      }
      if (answer?.photos?.length) kept(answer.photos[0]);
      else if (answer?.refused?.length) refused(answer.refused[0].why);
      else if (answer?.error) refused(answer.error);
      else failed();
    }

    function failed() {
      bar.hidden = true;
      state.outcome = "refused";
      one("[data-retry]").hidden = false;
      tell(says.dataset.failed, "refused");
    }

    /* Sends the file; the promise is kept once it is known what became of it. */
    state.send = (again = false) =>
      new Promise((done) => {
        one("[data-retry]").hidden = true;
        one("[data-again]").hidden = true;
        if (file.size > Number(form.dataset.limit)) {
          bar.hidden = true;
          refused(says.dataset.heavy);
          return done();
        }
        const request = new XMLHttpRequest();
        const data = new FormData();
        data.append("files", file);
        if (again) data.append("again", "1");
        bar.hidden = false;
        bar.value = 0;
        request.upload.addEventListener("progress", (event) => {
          bar.value = event.total ? (100 * event.loaded) / event.total : 0;
          if (event.loaded === event.total) tell(says.dataset.working, "working");
        });
        request.addEventListener("load", () => answered(request));
        request.addEventListener("error", failed);
        request.addEventListener("timeout", failed);
        request.addEventListener("loadend", () => done());
        request.open("POST", form.action);
        request.timeout = 120_000;
        request.setRequestHeader("Accept", "application/json");
        request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
        request.send(data);
      });

    /* Saves the words; the answer is whether they are safe. */
    state.save = async () => {
      if (!state.photo || fields.hidden || !state.isDirty) return true;
      const data = new FormData();
      data.append("id", state.photo.id);
      fields.querySelectorAll("[name]").forEach((input) => data.append(input.name, input.value));
      try {
        const response = await fetch(form.dataset.wordsUrl, {
          method: "POST",
          body: data,
          headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        });
        const answer = await response.json();
        if (!response.ok) {
          tell(answer.error ?? Object.values(answer.errors).flat().join(" "), "refused");
          return false;
        }
      } catch {
        tell(says.dataset.failed, "refused");
        return false;
      }
      state.isDirty = false;
      tell(says.dataset.saved, "saved");
      return true;
    };

    fields.addEventListener("input", () => {
      state.isDirty = true;
    });
    return state;
  }

  return card;
})();

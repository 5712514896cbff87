// A form[data-autosave-url] saves itself a moment after each change; without this script its buttons save it.
//
// What happened is written in [data-autosave-status]. Each element of the answer that has an id replaces the page's.
// The header X-Draft-Address becomes the page's address: reloaded, it shows the draft.
(function () {
  "use strict";

  const DELAY_MS = 1500;
  const NOT_SAVED = "Brouillon non enregistré : utilisez le bouton « Enregistrer le brouillon ».";

  function replace(html) {
    const answer = document.createElement("template");
    answer.innerHTML = html;
    Array.from(answer.content.querySelectorAll("[id]")).forEach(function (piece) {
      const shown = document.getElementById(piece.id);
      // What is the same stays, with the focus that may be in it.
      if (shown && piece.parentNode === answer.content && !shown.isEqualNode(piece)) {
        shown.replaceWith(piece);
      }
    });
  }

  function typed(form) {
    const data = new FormData(form);
    Array.from(data.entries()).forEach(function ([name, value]) {
      if (value instanceof File) {
        data.delete(name);
      }
    });
    return data;
  }

  function autosave(form) {
    const status = form.querySelector("[data-autosave-status]");
    let timer = null;
    let underWay = null;
    let again = false;
    let leaving = false;

    async function save() {
      if (underWay) {
        again = true;
        return;
      }
      underWay = new AbortController();
      try {
        const answer = await window.fetch(form.dataset.autosaveUrl, {
          method: "POST",
          body: typed(form),
          redirect: "manual",
          signal: underWay.signal,
        });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        if (answer.status !== 204) {
          replace(await answer.text());
          const address = answer.headers.get("X-Draft-Address");
          if (address && address !== window.location.pathname) {
            window.history.replaceState(null, "", address);
          }
          const time = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
          status.textContent = `Brouillon enregistré à ${time.replace(":", " h ")}.`;
        }
      } catch (error) {
        if (!leaving) {
          status.textContent = NOT_SAVED;
        }
      } finally {
        underWay = null;
        if (again && !leaving) {
          again = false;
          save();
        }
      }
    }

    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, DELAY_MS);
    });
    form.addEventListener("submit", function () {
      leaving = true;
      window.clearTimeout(timer);
      if (underWay) {
        underWay.abort();
      }
    });
  }

  document.querySelectorAll("form[data-autosave-url]").forEach(autosave);
})();

// Small helps that every page may use; each page is complete without them.
//
// - [data-error-summary] takes the focus; its links go to the control itself, whatever the widget.
// - [data-dismissible] gets a close button.
// - form[data-autosave-url] is sent there a moment after each change. The answer may carry the header X-Draft, the
//   draft's public id, which is put into the form's field "draft". What happened is written in [data-autosave-status];
//   an answer with a body replaces the element that data-autosave-preview selects.
// - [data-print] prints the page.
// - htmx: a session that ended, or a server out of reach, is said; a page kept by the browser is asked again.
(function () {
  "use strict";

  const AUTOSAVE_DELAY_MS = 1500;
  const FOCUSABLE = "input:not([type=hidden]), select, textarea, button, [tabindex]";

  function all(root, selector) {
    const found = Array.from(root.querySelectorAll(selector));
    return root.matches && root.matches(selector) ? [root].concat(found) : found;
  }

  function note(text) {
    const place = document.getElementById("messages");
    if (!place) {
      return;
    }
    const box = document.createElement("div");
    box.className = "note note-danger";
    box.setAttribute("role", "alert");
    const icon = document.createElement("i");
    icon.className = "bi bi-exclamation-octagon-fill";
    icon.setAttribute("aria-hidden", "true");
    const sentence = document.createElement("p");
    sentence.textContent = text;
    box.append(icon, sentence);
    place.replaceChildren(box);
    dismissible(box);
  }

  function dismissible(box) {
    if (box.querySelector(".note-close")) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "note-close";
    button.setAttribute("aria-label", "Fermer ce message");
    const icon = document.createElement("i");
    icon.className = "bi bi-x-lg";
    icon.setAttribute("aria-hidden", "true");
    button.append(icon);
    button.addEventListener("click", function () {
      box.remove();
      document.getElementById("contenu").focus();
    });
    box.append(button);
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-error-summary] a[data-field]");
    if (link) {
      const wrapper = document.getElementById(`${link.dataset.field}_field`);
      const own = document.getElementById(link.dataset.field);
      const control = own && own.matches(FOCUSABLE) ? own : (own || wrapper)?.querySelector(FOCUSABLE);
      if (control) {
        event.preventDefault();
        for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) {
          fold.open = true;
        }
        (wrapper || control).scrollIntoView({ block: "center" });
        control.focus({ preventScroll: true });
      }
    }
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  function autosave(form) {
    if (form.dataset.autosaveReady) {
      return;
    }
    form.dataset.autosaveReady = "true";
    const status = form.querySelector("[data-autosave-status]");
    let timer = null;
    let underWay = false;
    let again = false;

    function say(text) {
      if (status) {
        status.textContent = text;
      }
    }

    async function save() {
      if (underWay) {
        again = true;
        return;
      }
      underWay = true;
      try {
        const data = new FormData(form);
        Array.from(data.entries()).forEach(function ([name, value]) {
          if (value instanceof File) {
            data.delete(name);
          }
        });
        const answer = await window.fetch(form.dataset.autosaveUrl, { method: "POST", body: data, redirect: "manual" });
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        const draft = answer.headers.get("X-Draft");
        if (draft && form.elements.draft) {
          form.elements.draft.value = draft;
        }
        const shown = form.dataset.autosavePreview && document.querySelector(form.dataset.autosavePreview);
        const html = shown ? await answer.text() : "";
        if (html) {
          shown.outerHTML = html;
        }
        const time = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
        say(`Brouillon enregistré à ${time.replace(":", " h ")}`);
      } catch (error) {
        say("Brouillon non enregistré : utilisez le bouton « Enregistrer le brouillon ».");
      } finally {
        underWay = false;
        if (again) {
          again = false;
          save();
        }
      }
    }

    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, AUTOSAVE_DELAY_MS);
    });
    form.addEventListener("submit", function () {
      window.clearTimeout(timer);
    });
  }

  function prepare(root) {
    all(root, "[data-dismissible]").forEach(dismissible);
    all(root, "form[data-autosave-url]").forEach(autosave);
    const summary = all(root, "[data-error-summary]")[0];
    if (summary) {
      summary.focus();
    }
  }

  prepare(document.documentElement);
  document.addEventListener("htmx:load", function (event) {
    // htmx also announces the body once, at the start: that was prepared above.
    if (event.detail.elt !== document.body) {
      prepare(event.detail.elt);
    }
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    const address = event.detail.xhr.responseURL;
    if (address && new URL(address).pathname.startsWith("/compte/") && !window.location.pathname.startsWith("/compte/")) {
      // The session ended: show the sign-in page whole, never inside a piece of this one.
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
  document.addEventListener("htmx:sendError", function () {
    note("Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez : rien de ce qui est saisi n’est perdu.");
  });
  document.addEventListener("htmx:responseError", function (event) {
    const gone = event.detail.xhr.status === 404;
    note(gone ? "Ceci n’existe plus. Rechargez la page." : "Cela n’a pas fonctionné. Réessayez dans un instant.");
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      window.location.reload();
    }
  });
})();

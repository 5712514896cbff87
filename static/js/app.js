// Small helps that every page may use; each page is complete without them.
//
// - [data-error-summary] takes the focus. a[data-field] goes to the control itself, whatever the widget.
// - [data-dismissible] gets a close button.
// - [data-print] prints the page.
// - htmx: a session that ended, or a server out of reach, is said; a page kept by the browser is asked again.
(function () {
  "use strict";

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
    const link = event.target.closest("a[data-field]");
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

  function prepare(root) {
    all(root, "[data-dismissible]").forEach(dismissible);
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
  // What the page asks by itself fails in silence: it asks again.
  function asksByItself(event) {
    return Boolean(event.detail.requestConfig.headers["X-Polling"]);
  }

  document.addEventListener("htmx:sendError", function (event) {
    if (asksByItself(event)) {
      return;
    }
    note("Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez : rien de ce qui est saisi n’est perdu.");
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (asksByItself(event)) {
      return;
    }
    const gone = event.detail.xhr.status === 404;
    note(gone ? "Ceci n’existe plus. Rechargez la page." : "Cela n’a pas fonctionné. Réessayez dans un instant.");
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      window.location.reload();
    }
  });
})();

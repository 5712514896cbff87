// What is typed in a form[data-draft-url] is kept by the server, sealed, shortly after each change and when the page
// is left: a session that ends loses nothing. The quick exit takes it along (window.typedDraft).
(function () {
  "use strict";

  const DELAY_MS = 1000;
  const MOST_BYTES = 60000; // what a browser lets go on after the page is left
  const changed = new Set();
  let timer = 0;

  function typed(form) {
    const body = new URLSearchParams();
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string") {
        body.append(name, value);
      }
    });
    form.querySelectorAll("input[type=password]").forEach(function (secret) {
      body.delete(secret.name);
    });
    body.set("_menage", form.dataset.draftOf || "");
    return body;
  }

  function keep(form) {
    changed.delete(form);
    const body = typed(form);
    const keepalive = body.toString().length < MOST_BYTES;
    window.fetch(form.dataset.draftUrl, { method: "POST", body, keepalive, redirect: "manual" }).catch(function () {
      changed.add(form);
    });
  }

  function keepAll() {
    window.clearTimeout(timer);
    Array.from(changed).forEach(keep);
  }

  function note(event) {
    const form = event.target.form;
    if (form && form.dataset.draftUrl) {
      changed.add(form);
      window.clearTimeout(timer);
      timer = window.setTimeout(keepAll, DELAY_MS);
    }
  }

  document.addEventListener("input", note);
  document.addEventListener("change", note);
  document.addEventListener("submit", function (event) {
    changed.delete(event.target); // it is being sent: the server forgets its draft when it is accepted
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      keepAll();
    }
  });
  window.addEventListener("pagehide", keepAll);

  // The form that was being typed in, and its name, for whoever leaves at once.
  window.typedDraft = function () {
    const form = changed.values().next().value;
    if (!form) {
      return new URLSearchParams();
    }
    changed.delete(form);
    const body = typed(form);
    body.set("_formulaire", form.dataset.draftUrl.split("/").filter(Boolean).pop());
    return body;
  };
})();

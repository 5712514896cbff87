// "Quitter rapidement": blanks the page at once, ends the session, leaves without a way back, in every tab.
// The form works without this script: it signs out, then shows the exit page.
(function () {
  "use strict";

  const channel = "BroadcastChannel" in window ? new BroadcastChannel("quit") : null;
  const PRESSES = 3;
  const WINDOW_MS = 2000;
  const MOST_BYTES = 60000; // browsers refuse whole a keepalive request above 64 KiB

  function blank() {
    document.title = "\u200b";
    document.documentElement.classList.add("is-blank");
    if (document.body) {
      document.body.replaceChildren();
    }
    try {
      window.localStorage.clear();
      window.sessionStorage.clear();
    } catch (error) {
      // Storage refused by the browser: then nothing of ours is in it.
    }
  }

  function leave(form) {
    const token = form.elements.csrfmiddlewaretoken.value;
    // What was being typed goes along: the server keeps it, sealed, before it ends the session.
    let body = window.typedDraft ? window.typedDraft() : new URLSearchParams();
    if (body.toString().length > MOST_BYTES) {
      body = new URLSearchParams(); // too much to go on after the page is left: ending the session comes first
    }
    body.set("csrfmiddlewaretoken", token);
    const signOut = form.action;
    const exit = form.dataset.exitUrl;
    blank();
    if (channel) {
      channel.postMessage(exit);
    }
    try {
      // keepalive: goes on after the page is left.
      window.fetch(signOut, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(function () {});
    } finally {
      window.location.replace(exit);
    }
  }

  function quitForm() {
    return document.querySelector("form[data-quit]");
  }

  document.addEventListener("submit", function (event) {
    if (event.target.matches("form[data-quit]")) {
      event.preventDefault();
      leave(event.target);
    }
  });

  let presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift") {
      presses = []; // a capital letter is no wish to leave
      return;
    }
    if (event.repeat) {
      return;
    }
    const now = Date.now();
    presses = presses.filter((moment) => now - moment < WINDOW_MS).concat(now);
    const form = quitForm();
    if (presses.length >= PRESSES && form) {
      leave(form);
    }
  });

  if (channel) {
    channel.addEventListener("message", function (event) {
      if (typeof event.data === "string" && event.data.startsWith("/") && !event.data.startsWith("//")) {
        blank();
        window.location.replace(event.data);
      }
    });
  }
})();

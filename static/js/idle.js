// A session ends after 15 minutes alone. One minute before, the page says so; then it blanks by itself.
// Tabs share a session: what one of them asks of the server keeps the others awake.
(function () {
  "use strict";

  const holder = document.body && document.body.dataset;
  const seconds = holder ? Number(holder.idleSeconds || 0) : 0;
  if (!seconds) {
    return;
  }
  const WARN_S = 60;
  const WARNING = "Votre session va se fermer dans une minute. Ce que vous saisissez est gardé.";
  const OUT_OF_REACH = "Le serveur ne répond pas. Réessayez : sans réponse, cette page va s’effacer.";
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("awake") : null;
  let last = Date.now();
  let box = null;

  function renew() {
    last = Date.now();
    if (box) {
      const focused = box.contains(document.activeElement);
      box.remove();
      box = null;
      if (focused && document.getElementById("contenu")) {
        document.getElementById("contenu").focus({ preventScroll: true });
      }
    }
  }

  // The server answered this page: the session lives on from there.
  function answered() {
    renew();
    if (channel) {
      channel.postMessage("awake");
    }
  }

  function warn() {
    box = document.createElement("div");
    box.className = "note note-danger idle-warning";
    box.setAttribute("role", "alert");
    const sentence = document.createElement("p");
    sentence.textContent = WARNING;
    const stay = document.createElement("button");
    stay.type = "button";
    stay.className = "btn btn-primary";
    stay.textContent = "Rester connectée";
    stay.addEventListener("click", function () {
      fetched(holder.awakeUrl, { redirect: "manual" }).then(
        function (answer) {
          // Anything else leads to the sign-in page: the session is over already.
          (answer.ok ? answered : end)();
        },
        function () {
          sentence.textContent = OUT_OF_REACH;
        },
      );
    });
    box.append(sentence, stay);
    document.body.prepend(box);
    stay.focus();
  }

  function end() {
    document.title = "\u200b";
    document.documentElement.classList.add("is-blank");
    document.body.replaceChildren();
    window.location.replace(holder.signInUrl);
  }

  const fetched = window.fetch.bind(window);
  window.fetch = function (...asked) {
    return fetched(...asked).then(function (answer) {
      // Static files are served to anybody; whoever is sent elsewhere has no session left.
      if (answer.ok && !answer.redirected && !new URL(answer.url).pathname.startsWith("/static/")) {
        answered();
      }
      return answer;
    });
  };
  document.addEventListener("htmx:afterRequest", function (event) {
    // The bell asks by itself: that is no activity (accounts/middleware.py).
    if (event.detail.successful && !event.detail.requestConfig.headers["X-Polling"]) {
      answered();
    }
  });
  if (channel) {
    channel.addEventListener("message", renew);
  }
  answered();

  window.setInterval(function () {
    const alone = (Date.now() - last) / 1000;
    if (alone >= seconds) {
      end();
    } else if (alone >= seconds - WARN_S && !box) {
      warn();
    }
  }, 1000);
})();

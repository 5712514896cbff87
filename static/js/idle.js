// A session ends after 15 minutes alone. One minute before, the page says so; then it blanks by itself.
(function () {
  "use strict";

  const holder = document.body && document.body.dataset;
  const seconds = holder ? Number(holder.idleSeconds || 0) : 0;
  if (!seconds) {
    return;
  }
  const WARN_S = 60;
  let last = Date.now();
  let box = null;

  function close() {
    if (box) {
      box.remove();
      box = null;
    }
  }

  function renew() {
    last = Date.now();
    close();
  }

  function warn() {
    box = document.createElement("div");
    box.className = "note note-danger idle-warning";
    box.setAttribute("role", "alert");
    const sentence = document.createElement("p");
    sentence.textContent = "Votre session va se fermer dans une minute. Ce que vous saisissez est gardé.";
    const stay = document.createElement("button");
    stay.type = "button";
    stay.className = "btn btn-primary";
    stay.textContent = "Rester connectée";
    stay.addEventListener("click", function () {
      window.fetch(holder.awakeUrl, { redirect: "manual" }).then(renew, renew);
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

  // Asked of the server by this page: the session lives on from there.
  const fetched = window.fetch;
  window.fetch = function () {
    return fetched.apply(window, arguments).then(function (answer) {
      if (answer.ok) {
        renew();
      }
      return answer;
    });
  };
  document.addEventListener("htmx:afterRequest", renew);

  window.setInterval(function () {
    const alone = (Date.now() - last) / 1000;
    if (alone >= seconds) {
      end();
    } else if (alone >= seconds - WARN_S && !box) {
      warn();
    }
  }, 1000);
})();

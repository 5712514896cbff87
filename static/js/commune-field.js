// Suggestions under a commune's box (ARIA combobox with a list box), and neighbours under a list of communes.
// Without this script the text alone works. Events are delegated: fields that htmx brings in need no start-up.
(() => {
  "use strict";

  const WAIT_MS = 150;
  const timers = new WeakMap();
  const requests = new WeakMap();

  const boxOf = (field) => field.querySelector("[role=combobox]");
  const listOf = (field) => field.querySelector("[role=listbox]");
  const optionsOf = (field) => [...listOf(field).querySelectorAll("[role=option]")];
  const say = (field, text) => { field.querySelector("[role=status]").textContent = text; };

  function token(field) {
    const hidden = (field.closest("form") || document).querySelector("[name=csrfmiddlewaretoken]");
    if (hidden) return hidden.value;
    const headers = document.body.getAttribute("hx-headers");
    return headers ? JSON.parse(headers)["X-CSRFToken"] || "" : "";
  }

  async function post(field, url, values) {
    requests.get(field)?.abort();
    const request = new AbortController();
    requests.set(field, request);
    const body = new URLSearchParams(values);
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token(field) },
        signal: request.signal,
      });
      return response.ok ? await response.text() : "";
    } catch (error) {
      if (error.name !== "AbortError") return "";
      return null; // a newer request has taken its place
    }
  }

  function close(field) {
    clearTimeout(timers.get(field));
    requests.get(field)?.abort();
    listOf(field).hidden = true;
    const box = boxOf(field);
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function activate(field, option) {
    for (const one of optionsOf(field)) {
      one.setAttribute("aria-selected", String(one === option));
    }
    boxOf(field).setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  async function suggest(field) {
    const box = boxOf(field);
    const text = typed(field);
    if (!text) {
      close(field);
      return;
    }
    const html = await post(field, field.dataset.url, { q: text });
    if (html === null || document.activeElement !== box) return;
    const list = listOf(field);
    list.innerHTML = html;
    const options = optionsOf(field);
    options.forEach((option, number) => { option.id = `${list.id}_${number}`; });
    box.removeAttribute("aria-activedescendant");
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(options.length > 0));
    const several = options.length > 1 ? "s" : "";
    say(field, options.length ? `${options.length} commune${several} proposée${several}` : "Aucune commune proposée");
  }

  // In a list of communes only what follows the last comma is being typed.
  function typed(field) {
    const text = boxOf(field).value;
    return (field.dataset.codesName ? text.slice(text.lastIndexOf(",") + 1) : text).trim();
  }

  function choose(field, option) {
    const box = boxOf(field);
    if (field.dataset.codesName) {
      const kept = box.value.slice(0, box.value.lastIndexOf(",") + 1);
      box.value = kept ? `${kept} ` : "";
      addChosen(field, option.dataset.code, option.dataset.label);
    } else {
      box.value = option.dataset.label;
      field.querySelector("input[type=hidden]").value = option.dataset.code;
    }
    close(field);
    say(field, `${option.dataset.label} choisie`);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function addChosen(field, code, label) {
    const already = field.querySelector(`input[type=checkbox][value="${CSS.escape(code)}"]`);
    if (already) {
      already.checked = true;
      return;
    }
    const row = document.createElement("label");
    row.className = "choice";
    const input = document.createElement("input");
    Object.assign(input, {
      type: "checkbox",
      name: field.dataset.codesName,
      value: code,
      checked: true,
      autocomplete: "off",
    });
    row.append(input, label);
    field.querySelector(".commune-chosen").append(row);
  }

  async function propose(field) {
    const values = [["field", field.dataset.codesName.replace(/_codes$/, "")]];
    for (const input of field.querySelectorAll(".commune-chosen input:checked")) values.push(["code", input.value]);
    const html = await post(field, field.dataset.neighboursUrl, values);
    if (html === null) return;
    const proposed = field.querySelector(".commune-proposed");
    // What was ticked among former proposals is chosen: it stays.
    for (const input of proposed.querySelectorAll("input:checked")) {
      const label = input.closest("label").textContent.trim();
      input.remove();
      addChosen(field, input.value, label);
    }
    proposed.innerHTML = html;
    for (const input of proposed.querySelectorAll("input")) {
      if (field.querySelector(`.commune-chosen input[value="${CSS.escape(input.value)}"]`)) input.closest("label").remove();
    }
    const count = proposed.querySelectorAll("input").length;
    say(field, count === 1 ? "1 commune voisine proposée" : `${count} communes voisines proposées`);
  }

  function fieldOf(event) {
    return event.target instanceof Element && event.target.matches(".commune-field [role=combobox]")
      ? event.target.closest(".commune-field")
      : null;
  }

  document.addEventListener("input", (event) => {
    const field = fieldOf(event);
    if (!field) return;
    const code = field.querySelector("input[type=hidden]");
    if (code) code.value = "";
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => suggest(field), WAIT_MS));
  });

  document.addEventListener("keydown", (event) => {
    const field = fieldOf(event);
    if (!field || event.isComposing) return;
    const open = !listOf(field).hidden;
    const options = optionsOf(field);
    const current = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && open) {
      close(field);
    } else if (event.key === "Enter" && open && current >= 0) {
      choose(field, options[current]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && open) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      const start = current < 0 && step < 0 ? 0 : current;
      activate(field, options[(start + step + options.length) % options.length]);
    } else if (event.key === "ArrowDown") {
      suggest(field);
    } else {
      return;
    }
    event.preventDefault();
  });

  document.addEventListener("mousedown", (event) => {
    const option = event.target instanceof Element && event.target.closest(".commune-field [role=option]");
    if (!option) return;
    event.preventDefault(); // the box keeps the focus
    choose(option.closest(".commune-field"), option);
  });

  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event);
    if (field) close(field);
  });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest(".commune-field button[type=submit]");
    const field = button && button.closest(".commune-field");
    if (!field) return;
    // Enter in any box of the form "clicks" its first button: it was meant for the form itself.
    if (event.detail === 0 && document.activeElement !== button) {
      event.preventDefault();
      button.form.requestSubmit();
      return;
    }
    const box = boxOf(field);
    // Names still typed as text are for the server to resolve: the page is then posted, as without this script.
    if (box.value.trim() || !field.querySelector(".commune-chosen input:checked")) return;
    event.preventDefault();
    propose(field);
  });
})();

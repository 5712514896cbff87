// The order of requests: the arrows and a drag write the numbers, which are what is sent. Without script, numbers alone.
(() => {
  "use strict";
  const body = document.querySelector("#order tbody");
  const said = document.getElementById("order-said");
  if (!body || !body.querySelector(".rank-input")) {
    return;
  }
  const rows = () => [...body.querySelectorAll("tr")];

  const renumber = (row) => {
    rows().forEach((one, place) => {
      one.querySelector(".rank-input").value = place + 1;
    });
    said.textContent = `Demande ${row.dataset.reference} : rang ${rows().indexOf(row) + 1} sur ${rows().length}.`;
  };

  const move = (row, by) => {
    const all = rows();
    const place = all.indexOf(row) + by;
    if (place < 0 || place >= all.length) {
      return;
    }
    body.insertBefore(row, by > 0 ? all[place].nextSibling : all[place]);
    renumber(row);
  };

  body.querySelectorAll(".rank-moves").forEach((moves) => {
    moves.hidden = false;
  });
  body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) {
      move(button.closest("tr"), Number(button.dataset.move));
      button.focus();
    }
  });
  body.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.altKey && event.target.classList.contains("rank-input")) {
      event.preventDefault();
      move(event.target.closest("tr"), by);
      event.target.focus();
    }
  });

  let dragged = null;
  rows().forEach((row) => {
    row.draggable = true;
  });
  body.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("tr");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr");
    if (dragged && over && over !== dragged) {
      event.preventDefault();
      const all = rows();
      body.insertBefore(dragged, all.indexOf(dragged) < all.indexOf(over) ? over.nextSibling : over);
    }
  });
  body.addEventListener("dragend", () => {
    if (dragged) {
      renumber(dragged);
      dragged = null;
    }
  });
})();

// Map of communes (templates/parts/map.html): Leaflet over our own outlines, in step with the cards of the list.
// Leaflet is fetched only by pages that hold a map. Markers near each other are gathered, and part as one zooms in.
(function () {
  "use strict";

  const NEAR_PX = 44;
  const NAMED_MARKERS = 15; // more names than that would cover each other
  const FRANCE = [[41.3, -5.2], [51.1, 9.6]];
  const maps = [];
  let leaflet = null;

  function load(box) {
    if (!leaflet) {
      leaflet = new Promise(function (resolve, reject) {
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = box.dataset.leafletStyle;
        const script = document.createElement("script");
        script.src = box.dataset.leafletScript;
        script.addEventListener("load", () => resolve(window.L));
        script.addEventListener("error", reject);
        document.head.prepend(style);
        document.head.append(script);
      });
    }
    return leaflet;
  }

  function counted(number, unit) {
    const [singular, plural] = unit.split(",");
    return `${number} ${number > 1 ? plural : singular}`;
  }

  function cards(keys) {
    return Array.from(document.querySelectorAll("[data-map-key]")).filter((card) => keys.has(card.dataset.mapKey));
  }

  // Groups of points that would touch at this zoom; the most populated first, so that groups are steady.
  function gather(map, points) {
    const groups = [];
    points.forEach(function (point) {
      const at = map.project([point.lat, point.lon]);
      const near = groups.find((group) => group.at.distanceTo(at) < NEAR_PX);
      if (near) {
        near.points.push(point);
      } else {
        groups.push({ at, points: [point] });
      }
    });
    return groups.map((group) => ({
      points: group.points,
      keys: new Set(group.points.map((point) => point.key)),
      count: group.points.reduce((sum, point) => sum + point.count, 0),
    }));
  }

  function title(group, unit) {
    const [first, second] = group.points;
    const others = group.points.length - 2;
    let place = first.label;
    if (others === 0) {
      place += ` et ${second.label}`;
    } else if (others > 0) {
      place += `, ${second.label} et ${counted(others, "autre commune,autres communes")}`;
    }
    return `${place} : ${counted(group.count, unit)}`;
  }

  function draw(L, box, outlines) {
    const points = JSON.parse(document.getElementById(box.dataset.points).textContent);
    points.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
    const unit = box.dataset.unit;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(box, {
      attributionControl: false,
      zoomControl: false,
      scrollWheelZoom: false,
      dragging: !window.matchMedia("(pointer: coarse)").matches,
      zoomAnimation: !still,
      fadeAnimation: !still,
      minZoom: 4,
      maxZoom: box.dataset.tileUrl ? 17 : 11, // our outlines say nothing nearer
    });
    L.control.zoom({ zoomInTitle: "Zoomer", zoomOutTitle: "Dézoomer" }).addTo(map);
    if (box.dataset.tileUrl) {
      L.tileLayer(box.dataset.tileUrl).addTo(map);
    }
    if (outlines) {
      const className = box.dataset.tileUrl ? "map-outline map-outline-over-tiles" : "map-outline";
      L.geoJSON(outlines, { interactive: false, style: { className } }).addTo(map);
    }
    const circles = (box.dataset.circles ? JSON.parse(document.getElementById(box.dataset.circles).textContent) : []).map(
      (zone) => L.circle([zone.lat, zone.lon], { radius: zone.km * 1000, interactive: false, className: "map-zone" }).addTo(map),
    );
    const bounds = L.latLngBounds(points.map((point) => [point.lat, point.lon]));
    circles.forEach((circle) => bounds.extend(circle.getBounds()));
    if (!bounds.isValid()) {
      bounds.extend(L.latLngBounds(FRANCE));
    }
    map.fitBounds(bounds, { padding: [40, 40], maxZoom: 10, animate: false });

    const layer = L.layerGroup().addTo(map);
    let shown = [];

    function light(keys, on) {
      cards(keys).forEach((card) => card.classList.toggle("is-lit", on));
    }

    function open(group, marker) {
      if (group.points.length > 1 && map.getZoom() < map.getMaxZoom()) {
        map.fitBounds(L.latLngBounds(group.points.map((point) => [point.lat, point.lon])), { padding: [40, 40] });
        return;
      }
      const [card] = cards(group.keys);
      if (!card) {
        const elsewhere = document.querySelector("[data-map-key]") ? ", sur une autre page de la liste." : "";
        const sentence = document.createElement("span");
        sentence.textContent = title(group, unit) + elsewhere;
        marker.unbindTooltip();
        marker.bindPopup(sentence).openPopup();
        return;
      }
      card.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
      const link = card.querySelector("a[href]");
      if (link) {
        link.focus({ preventScroll: true });
      }
    }

    function refresh() {
      layer.clearLayers();
      const groups = gather(map, points);
      shown = groups.map(function (group) {
        const size = Math.min(52, 30 + 4 * String(group.count).length + 2 * Math.round(Math.sqrt(group.count)));
        const [first] = group.points;
        const face = document.createElement("span");
        face.textContent = String(group.count);
        if (groups.length <= NAMED_MARKERS) {
          const name = document.createElement("span");
          name.className = "map-marker-name";
          name.textContent = group.points.length > 1 ? `${first.label}…` : first.label;
          face.append(name);
        }
        const icon = L.divIcon({ className: "map-marker", html: face, iconSize: [size, size] });
        const marker = L.marker([first.lat, first.lon], { icon, riseOnHover: true }).addTo(layer);
        const element = marker.getElement();
        const text = title(group, unit);
        const caption = document.createElement("span");
        caption.textContent = text;
        element.setAttribute("aria-label", text);
        marker.bindTooltip(caption);
        element.addEventListener("mouseenter", () => light(group.keys, true));
        element.addEventListener("mouseleave", () => light(group.keys, false));
        element.addEventListener("focus", () => light(group.keys, true));
        element.addEventListener("blur", () => light(group.keys, false));
        element.addEventListener("keydown", function (event) {
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            event.stopPropagation();
            open(group, marker);
          }
        });
        marker.on("click", () => open(group, marker));
        return { group, element };
      });
    }

    map.on("zoomend", refresh);
    refresh();
    maps.push({
      box,
      map,
      show(key, on) {
        shown.forEach(({ group, element }) => element.classList.toggle("is-lit", on && group.keys.has(key)));
      },
    });
  }

  async function prepare(box) {
    if (box.dataset.ready) {
      return;
    }
    box.dataset.ready = "true";
    maps.splice(0).forEach(function (kept) {
      // A map whose place in the page was replaced lets go of the window.
      if (kept.box.isConnected) {
        maps.push(kept);
      } else {
        kept.map.remove();
      }
    });
    try {
      const [L, outlines] = await Promise.all([
        load(box),
        window.fetch(box.dataset.outlines).then((answer) => (answer.ok ? answer.json() : null)),
      ]);
      if (box.isConnected) {
        box.closest("[data-map-box]").hidden = false;
        draw(L, box, outlines);
      }
    } catch (error) {
      box.closest("[data-map-box]").hidden = true; // the list alone says the same
    }
  }

  function prepareAll() {
    document.querySelectorAll("[data-map]").forEach(prepare);
  }

  function point(event, on) {
    const card = event.target instanceof Element && event.target.closest("[data-map-key]");
    if (card) {
      maps.forEach((kept) => kept.show(card.dataset.mapKey, on));
    }
  }

  document.addEventListener("mouseover", (event) => point(event, true));
  document.addEventListener("mouseout", (event) => point(event, false));
  document.addEventListener("focusin", (event) => point(event, true));
  document.addEventListener("focusout", (event) => point(event, false));
  document.addEventListener("htmx:load", prepareAll);
  prepareAll();
})();

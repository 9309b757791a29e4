// Draws the places of a page on neutral land, without any tile from anywhere. One mark is one place: marks that were moved
// apart would stand where nobody told of anything.
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L || !window.LAND) { return; }
  var features = JSON.parse(document.getElementById("features").textContent);
  var style = getComputedStyle(document.documentElement);
  function colour(name) { return style.getPropertyValue(name).trim(); }
  var ink = colour("--ink"), line = colour("--line"), panel = colour("--panel"), dispute = colour("--dispute");
  var map = L.map(box, { attributionControl: false, minZoom: 2, maxZoom: Math.max(12, Number(box.dataset.zoom || 0)) });

  // The view comes first: what is drawn before it has no place on the screen yet. It shows where most is told from: one place
  // on another continent would make a point of all others.
  function middle(axis) {
    var all = [];
    features.forEach(function (one) {
      for (var n = 0; n < Math.min(one.properties.count, 50); n += 1) { all.push(one.geometry.coordinates[axis]); }
    });
    all.sort(function (a, b) { return a - b; });
    return [all[Math.floor(all.length * 0.04)], all[Math.ceil(all.length * 0.96) - 1]];
  }
  var focus = features.filter(function (one) { return one.properties.focus; })[0];
  if (focus) {
    // What the page is about, with all of the area in which it may lie, and some land around.
    var half = Math.max(focus.properties.km * 1.3, 22) / 111.2, c = focus.geometry.coordinates;
    var wider = half / Math.max(Math.cos(c[1] * Math.PI / 180), 0.05);
    map.fitBounds(L.latLngBounds([c[1] - half, c[0] - wider], [c[1] + half, c[0] + wider]), { maxZoom: 9, animate: false });
  } else if (features.length) {
    var x = middle(0), y = middle(1);
    map.fitBounds(L.latLngBounds([y[0], x[0]], [y[1], x[1]]).pad(0.12), { maxZoom: 9, animate: false });
  } else {
    map.setView([20, 20], 2);
  }
  // What reaches over 180 degrees is drawn on either side of the map.
  var over = LAND.coordinates.filter(function (polygon) { return polygon[0].some(function (at) { return Math.abs(at[0]) > 180; }); });
  [[LAND, 0], [{ type: "MultiPolygon", coordinates: over }, -360], [{ type: "MultiPolygon", coordinates: over }, 360]].forEach(function (one) {
    L.geoJSON(one[0], {
      interactive: false, style: { color: line, weight: 1, fillColor: panel, fillOpacity: 1 },
      coordsToLatLng: function (at) { return L.latLng(at[1], at[0] + one[1]); }
    }).addTo(map);
  });

  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxNativeZoom: Number(box.dataset.zoom), maxZoom: 22, noWrap: true }).addTo(map);
  }

  function words(told) {
    var box = document.createElement("div"), head = document.createElement("b");
    head.textContent = told.name + ", " + told.precision + ": " + told.count + (told.count === 1 ? " incident" : " incidents");
    box.appendChild(head);
    told.incidents.forEach(function (one) {
      var p = document.createElement("p"), link = document.createElement("a"), day = document.createElement("span");
      link.href = one.href; link.textContent = one.title;
      day.textContent = " " + one.words;
      p.appendChild(link); p.appendChild(day); box.appendChild(p);
    });
    if (told.count > told.incidents.length) {
      var rest = document.createElement(told.all ? "a" : "span");
      if (told.all) { rest.href = told.all; }
      rest.textContent = "all " + told.count;
      box.appendChild(rest);
    }
    return box;
  }

  var drawn = 0, opener = null;
  box.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    map.closePopup();
    if (opener) { opener.focus({ preventScroll: true }); opener = null; }
  });
  // A place that is told as a district or more is an area and no point. The widest lie lowest; of points the largest do.
  function wide(one) { return one.properties.km >= 30; }
  features.sort(function (a, b) {
    return wide(b) - wide(a) || (wide(a) ? b.properties.km - a.properties.km : b.properties.count - a.properties.count);
  });
  features.forEach(function (one) {
    var told = one.properties, at = [one.geometry.coordinates[1], one.geometry.coordinates[0]], mark;
    if (focus) {
      var look = { color: told.focus ? dispute : ink, weight: told.focus ? 2 : 1, className: "incident" };
      if (told.km) {
        var reach = Object.assign({}, look, { radius: told.km * 1000, dashArray: "5 4", opacity: told.focus ? 0.9 : 0.4, fillColor: dispute, fillOpacity: told.focus ? 0.08 : 0, interactive: wide(one) });
        mark = L.circle(at, reach).addTo(map);
      }
      if (!wide(one)) {
        mark = L.circleMarker(at, Object.assign({}, look, { radius: told.focus ? 8 : 5, fillColor: dispute, fillOpacity: told.focus ? 0.9 : 0 }));
      }
    } else if (wide(one)) {
      mark = L.circle(at, { radius: told.km * 1000, color: ink, weight: 1, opacity: 0.55, dashArray: "5 4", className: "incident", fillColor: ink, fillOpacity: Math.min(0.01 + told.count / 4000, 0.03) });
    } else {
      if (told.km) {
        L.circle(at, { radius: told.km * 1000, color: ink, weight: 1, opacity: 0.4, dashArray: "2 4", fill: false, interactive: false }).addTo(map);
      }
      mark = L.circleMarker(at, {
        radius: Math.min(4 + 2.2 * Math.sqrt(told.count), 24), color: ink, weight: 1.5, className: "incident",
        fillColor: ink, fillOpacity: 0.12 + 0.6 * told.sure / told.count
      });
    }
    mark.addTo(map);
    mark.bindPopup(words(told), { maxWidth: 320, maxHeight: 260 });
    mark.bindTooltip(told.name + ", " + told.precision + ": " + told.count, { sticky: wide(one) && !focus });
    // Every mark can be reached and opened with the keyboard.
    var path = mark.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", told.name + ", " + told.precision + ": " + told.count);
    path.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") { return; }
      event.preventDefault();
      mark.openPopup(mark.getLatLng());
      // What opens has the focus; Escape shuts it, and leads back to the mark.
      var link = mark.getPopup().getElement().querySelector("a[href]:not(.leaflet-popup-close-button)");
      if (link) { link.focus({ preventScroll: true }); opener = path; }
    });
    drawn += told.count;
  });
  L.control.scale({ imperial: false }).addTo(map);

  // The places from which most is told have their names beside them, as far as there is room: none lies over another.
  var labels = L.layerGroup().addTo(map);
  function name() {
    labels.clearLayers();
    var size = map.getSize(), taken = [], seen = {}, most = size.x < 600 ? 8 : 18;
    var points = features.filter(function (one) { return !wide(one) || one.properties.focus; });
    points.sort(function (a, b) { return Boolean(b.properties.focus) - Boolean(a.properties.focus) || b.properties.count - a.properties.count; });
    points.forEach(function (one) {
      var told = one.properties, at = [one.geometry.coordinates[1], one.geometry.coordinates[0]];
      var p = map.latLngToContainerPoint(at), wideness = told.name.length * 7.2 + 8, off = focus ? 11 : Math.min(4 + 2.2 * Math.sqrt(told.count), 24) + 4;
      if (seen[told.name] || taken.length >= most || told.name.length > 28 || p.x < 0 || p.y < 10 || p.y > size.y - 10) { return; }
      var room = { x1: p.x + off, x2: p.x + off + wideness, y1: p.y - 9, y2: p.y + 9 };
      if (room.x2 > size.x) { room = { x1: p.x - off - wideness, x2: p.x - off, y1: p.y - 9, y2: p.y + 9 }; }
      if (room.x1 < (p.y < 80 ? 50 : 4) || taken.some(function (other) { return room.x1 < other.x2 && other.x1 < room.x2 && room.y1 < other.y2 && other.y1 < room.y2; })) { return; }
      taken.push(room); seen[told.name] = true;
      var words = document.createElement("span");
      words.textContent = told.name;
      labels.addLayer(L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "place", html: words, iconSize: [wideness, 18], iconAnchor: [p.x - room.x1, 9] }) }));
    });
    box.dataset.named = taken.length;
  }
  map.on("moveend", name);
  name();
  box.dataset.drawn = drawn;
}());

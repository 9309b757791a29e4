// Draws the incidents of a page on neutral land, without any tile from anywhere.
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L || !window.LAND) { return; }
  var features = JSON.parse(document.getElementById("features").textContent);
  var style = getComputedStyle(document.documentElement);
  function colour(name) { return style.getPropertyValue(name).trim(); }
  var ink = colour("--ink"), line = colour("--line"), panel = colour("--panel"), paper = colour("--paper");
  var map = L.map(box, { zoomControl: true, attributionControl: false, minZoom: 2, maxZoom: 12, worldCopyJump: true });
  // The view comes first: what is drawn before it has no place on the screen yet.
  var spots = features.map(function (one) { return [one.geometry.coordinates[1], one.geometry.coordinates[0]]; });
  if (spots.length) { map.fitBounds(L.latLngBounds(spots).pad(0.15), { maxZoom: 9, animate: false }); } else { map.setView([20, 20], 2); }
  L.geoJSON(LAND, { interactive: false, style: { color: line, weight: 1, fillColor: panel, fillOpacity: 1 } }).addTo(map);
  // Several at one place would hide each other: they stand in a ring around it.
  var at = {};
  features.forEach(function (one) {
    var key = one.geometry.coordinates.join(",");
    (at[key] = at[key] || []).push(one);
  });
  var drawn = [], areas = {};
  Object.keys(at).forEach(function (key) {
    at[key].forEach(function (one, number) {
      var told = one.properties, lon = one.geometry.coordinates[0], lat = one.geometry.coordinates[1];
      if (told.km && !areas[key + told.km]) {
        areas[key + told.km] = L.circle([lat, lon], { radius: told.km * 1000, color: ink, weight: 1, dashArray: "4 4", fill: false, interactive: false }).addTo(map);
      }
      var marker = L.circleMarker([lat, lon], {
        radius: 5 + Math.min(Math.sqrt(told.killed || 0), 12), color: ink, weight: 2, className: "incident",
        fillColor: told.sure ? ink : paper, fillOpacity: told.sure ? 0.75 : 0.9
      }).addTo(map);
      marker.told = told;
      marker.place = { lat: lat, lon: lon, number: number, of: at[key].length };
      var words = document.createElement("div"), link = document.createElement("a");
      link.href = told.href; link.textContent = told.title;
      words.appendChild(link);
      [told.day + " · " + told.place, told.words].forEach(function (text) {
        var p = document.createElement("p"); p.textContent = text; words.appendChild(p);
      });
      marker.bindPopup(words, { maxWidth: 300 });
      marker.bindTooltip(told.title);
      drawn.push(marker);
    });
  });
  function spread() {
    drawn.forEach(function (marker) {
      var place = marker.place;
      if (place.of < 2) { return; }
      var ring = 1 + Math.floor(place.number / 10), angle = place.number * 2.4, far = 9 * Math.sqrt(place.number);
      var point = map.project([place.lat, place.lon]).add([Math.cos(angle) * far * (ring > 3 ? 0.8 : 1), Math.sin(angle) * far]);
      marker.setLatLng(map.unproject(point));
    });
  }
  map.on("zoomend", spread);
  spread();
  L.control.scale({ imperial: false }).addTo(map);
  box.dataset.drawn = drawn.length;
  // Every mark can be reached and opened with the keyboard.
  drawn.forEach(function (marker) {
    var path = marker.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", marker.told.title + ", " + marker.told.day);
    path.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { marker.openPopup(); event.preventDefault(); }
    });
  });
}());

// Draws how actors stand to each other; every line opens the words that it was read from.
(function () {
  "use strict";
  var box = document.getElementById("network"), told = document.getElementById("graph");
  if (!box || !told || !window.cytoscape) { return; }
  var graph = JSON.parse(told.textContent);
  // On a narrow screen all names would be written over each other: those lines are drawn that most sources tell.
  var narrow = box.clientWidth < 600;
  if (narrow && graph.edges.length > 14) {
    graph.edges = graph.edges.slice(0, 14);
    graph.nodes = graph.nodes.filter(function (one) {
      return graph.edges.some(function (edge) { return edge.data.source === one.data.id || edge.data.target === one.data.id; });
    });
    var caption = document.getElementById("drawn");
    if (caption) { caption.textContent = "14 relations"; }
  }
  var style = getComputedStyle(document.documentElement);
  function colour(name) { return style.getPropertyValue(name).trim(); }
  var ink = colour("--ink"), soft = colour("--soft"), paper = colour("--paper"), dispute = colour("--dispute"), mark = colour("--markline");
  var drawing = cytoscape({
    container: box, elements: graph, minZoom: 0.2, maxZoom: 3,
    style: [
      { selector: "node", style: { label: "data(label)", color: ink, "font-size": narrow ? 11 : 13, "font-family": "system-ui, sans-serif", "background-color": ink, width: 10, height: 10, "text-valign": "top", "text-margin-y": -4, "text-background-color": paper, "text-background-opacity": 0.85, "text-background-padding": 2, "text-wrap": "wrap", "text-max-width": narrow ? 80 : 130 } },
      { selector: "edge", style: { width: "mapData(weight, 1, 12, 1.2, 6)", "line-color": soft, "curve-style": "bezier", "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.8, "overlay-padding": 6 } },
      { selector: "edge[?mutual]", style: { "target-arrow-shape": "none" } },
      { selector: "edge[?against]", style: { "line-color": dispute, "line-style": "dashed", "target-arrow-color": dispute } },
      { selector: "edge.open", style: { "line-color": mark, "target-arrow-color": mark, label: "data(label)", color: ink, "font-size": 12, "text-background-color": paper, "text-background-opacity": 1 } },
      { selector: "node.below", style: { "text-valign": "bottom", "text-margin-y": 4 } },
      { selector: "node.crowded", style: { "text-opacity": 0, "text-background-opacity": 0 } },
      { selector: "node.pointed", style: { "text-opacity": 1, "text-background-opacity": 1, "z-index": 9 } },
      { selector: ".later", style: { display: "none" } }
    ],
    layout: { name: "cose", animate: false, randomize: false, fit: false, nodeRepulsion: function () { return 400000; }, idealEdgeLength: function () { return 100; }, nodeOverlap: 30, gravity: 0.5, numIter: 1500 }
  });
  // The layout knows nothing of the box: it is laid into it, the longer side along the longer, so that names keep their size.
  function fill() {
    var nodes = drawing.nodes(), bounds = { x1: Infinity, x2: -Infinity, y1: Infinity, y2: -Infinity };
    nodes.forEach(function (one) {
      var at = one.position();
      bounds.x1 = Math.min(bounds.x1, at.x); bounds.x2 = Math.max(bounds.x2, at.x);
      bounds.y1 = Math.min(bounds.y1, at.y); bounds.y2 = Math.max(bounds.y2, at.y);
    });
    var w = bounds.x2 - bounds.x1 || 1, h = bounds.y2 - bounds.y1 || 1;
    var turned = (w > h) !== (box.clientWidth > box.clientHeight), side = Math.min(90, box.clientWidth / 5);
    drawing.batch(function () {
      nodes.forEach(function (one) {
        var at = one.position(), x = (at.x - bounds.x1) / w, y = (at.y - bounds.y1) / h;
        one.position({ x: side + (turned ? y : x) * (box.clientWidth - 2 * side), y: 50 + (turned ? x : y) * (box.clientHeight - 90) });
      });
    });
    drawing.zoom(1);
    drawing.pan({ x: 0, y: 0 });
    name();
  }
  // No name lies over another: who has fewer relations has its name below, or, where no room is either, only when pointed at.
  function name() {
    var taken = [];
    drawing.nodes().removeClass("crowded below");
    drawing.nodes().not(".later").sort(function (a, b) { return b.degree() - a.degree(); }).forEach(function (one) {
      var room;
      function isTaken() {
        room = one.boundingBox({ includeNodes: false, includeEdges: false, includeOverlays: false });
        return taken.some(function (other) { return room.x1 < other.x2 && other.x1 < room.x2 && room.y1 < other.y2 && other.y1 < room.y2; });
      }
      if (isTaken() && one.addClass("below") && isTaken()) { one.addClass("crowded"); return; }
      taken.push(room);
    });
    box.dataset.crowded = drawing.nodes(".crowded").length;
  }
  fill();
  box.dataset.nodes = drawing.nodes().length;
  box.dataset.edges = drawing.edges().length;
  drawing.on("tap", "edge", function (event) {
    drawing.edges().removeClass("open");
    event.target.addClass("open");
    if (event.target.data("at")) { window.truceline.open(event.target.data("at"), event.target.data("words")); }
  });
  drawing.on("mouseover", "node", function (event) { event.target.addClass("pointed"); });
  drawing.on("mouseout", "node", function (event) { event.target.removeClass("pointed"); });
  drawing.on("dragfree", "node", name);
  drawing.on("tap", "node", function (event) {
    if (event.target.data("href")) { location.href = event.target.data("href"); }
  });
  addEventListener("resize", function () { drawing.resize(); fill(); });
  // The arrow keys walk from line to line, those that most sources tell first; Enter opens the words of the one that is walked to.
  var said = document.getElementById("line");
  function walk(by) {
    var lines = drawing.edges().not(".later"), now = -1;
    if (!lines.length) { return; }
    lines.forEach(function (one, n) { if (one.hasClass("open")) { now = n; } });
    var next = lines[(now + by + lines.length + (now < 0 && by < 0 ? 1 : 0)) % lines.length];
    drawing.edges().removeClass("open");
    next.addClass("open");
    drawing.nodes().removeClass("pointed");
    next.connectedNodes().addClass("pointed");
    said.textContent = next.data("words");
  }
  box.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    var by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key], chosen = drawing.edges(".open");
    if (by) { walk(by); } else if (event.key === "Enter" && chosen.length) { chosen[0].emit("tap"); } else { return; }
    event.preventDefault();
    event.stopPropagation();
  });
  window.truceline.drawing = drawing;

  // The slider hides what is told only for later days, and who has no relation left.
  var days = graph.edges.map(function (one) { return one.data.first; }).filter(Boolean).sort();
  var form = document.getElementById("slider"), slider = document.getElementById("until"), out = document.getElementById("day");
  if (days.length < 2 || days[0] === days[days.length - 1]) { return; }
  form.hidden = false;
  var first = Date.parse(days[0]), last = Date.parse(days[days.length - 1]);
  function follow() {
    var until = new Date(first + (last - first) * slider.value / 100).toISOString().slice(0, 10);
    out.textContent = new Date(until).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    drawing.batch(function () {
      drawing.edges().forEach(function (edge) { edge.toggleClass("later", edge.data("first") !== null && edge.data("first") > until); });
      drawing.nodes().forEach(function (node) { node.toggleClass("later", node.connectedEdges().not(".later").empty()); });
    });
    box.dataset.edges = drawing.edges().not(".later").length;
  }
  slider.addEventListener("input", follow);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  follow();
}());

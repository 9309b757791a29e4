// Opens what a value was read from: the document beside the page, its words marked. A classic script, so that it runs
// from a file as well as from a server.
(function () {
  "use strict";
  var panel = document.getElementById("evidence");
  var body = panel.querySelector(".open");
  var what = panel.querySelector(".what");
  var count = panel.querySelector(".count");
  var hint = body.innerHTML;
  var pressed = null, places = [], at = 0;

  document.documentElement.classList.add("js");

  // Wraps the part of a text node that lies between two characters (code points, as Python counts them).
  function wrap(node, first, last) {
    var characters = Array.from(node.data);
    var before = characters.slice(0, first).join("").length;
    var length = characters.slice(first, last).join("").length;
    var middle = node.splitText(before);
    middle.splitText(length);
    var mark = document.createElement("mark");
    middle.parentNode.replaceChild(mark, middle);
    mark.appendChild(middle);
  }

  function mark(root, start, end) {
    root.querySelectorAll("[data-start]").forEach(function (piece) {
      var offset = Number(piece.dataset.start);
      var walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) { nodes.push(walker.currentNode); }
      nodes.forEach(function (node) {
        var length = Array.from(node.data).length;
        var first = Math.max(start - offset, 0), last = Math.min(end - offset, length);
        if (first < last) { wrap(node, first, last); }
        offset += length;
      });
    });
  }

  function show() {
    var place = /^(\w+):(\d+)-(\d+)$/.exec(places[at]);
    var sheet = place && document.getElementById("document-" + place[1]);
    if (!sheet) { return; }
    body.textContent = "";
    sheet.querySelectorAll(".head, .text").forEach(function (part) {
      var copy = part.cloneNode(true);
      copy.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id"); });
      body.appendChild(copy);
    });
    mark(body, Number(place[2]), Number(place[3]));
    count.textContent = (at + 1) + " of " + places.length;
    panel.querySelector(".before").disabled = at === 0;
    panel.querySelector(".after").disabled = at === places.length - 1;
    panel.removeAttribute("data-empty");
    var first = body.querySelector("mark");
    if (first) {
      var top = first.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      panel.scrollTop += top - panel.clientHeight / 3;
    }
    history.replaceState(null, "", "#at=" + places[at]);
  }

  function open(figure) {
    if (pressed) { pressed.removeAttribute("aria-current"); }
    pressed = figure;
    pressed.setAttribute("aria-current", "true");
    places = figure.dataset.at.split(" ");
    at = 0;
    what.textContent = figure.dataset.what || figure.textContent;
    show();
  }

  function close() {
    if (pressed) { pressed.removeAttribute("aria-current"); pressed.focus({ preventScroll: true }); }
    pressed = null;
    places = [];
    body.innerHTML = hint;
    what.textContent = "";
    count.textContent = "";
    panel.setAttribute("data-empty", "");
    history.replaceState(null, "", location.pathname + location.search);
  }

  function step(by) {
    if (places.length && at + by >= 0 && at + by < places.length) { at += by; show(); }
  }

  document.addEventListener("click", function (event) {
    var figure = event.target.closest(".fig");
    if (figure && figure.dataset.at && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(figure);
    }
  });
  panel.querySelector(".before").addEventListener("click", function () { step(-1); });
  panel.querySelector(".after").addEventListener("click", function () { step(1); });
  panel.querySelector(".close").addEventListener("click", close);
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !places.length) { return; }
    if (event.key === "ArrowRight") { step(1); event.preventDefault(); }
    if (event.key === "ArrowLeft") { step(-1); event.preventDefault(); }
    if (event.key === "Escape") { close(); }
  });

  // On paper nothing can be clicked: the words behind each section stand open.
  addEventListener("beforeprint", function () {
    document.querySelectorAll(".behind:not([open])").forEach(function (one) { one.open = true; one.dataset.shut = ""; });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll(".behind[data-shut]").forEach(function (one) { one.open = false; delete one.dataset.shut; });
  });

  var asked = /^#at=(.+)$/.exec(location.hash);
  if (asked) {
    places = [decodeURIComponent(asked[1])];
    show();
  }
}());

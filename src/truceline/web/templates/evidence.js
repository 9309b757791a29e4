// Opens what a value was read from: the document beside the page, its words marked. A classic script, so that it runs
// from a file as well as from a server.
//
// A document lies in the page itself (#document-…), or where the body says: data-sheets="/documents/{}/sheet" to be fetched,
// data-scripts="sheets/{}.js" to be loaded as a script, which calls truceline.sheet (a file may not fetch another).
// Where a page has no panel, the document is the page, and is marked where it stands.
(function () {
  "use strict";
  var panel = document.getElementById("evidence");
  var here = panel ? null : document.querySelector(".sheet[data-document]");
  if (!panel && !here) { return; }
  var body = panel ? panel.querySelector(".open") : here;
  var what = panel && panel.querySelector(".what");
  var count = panel && panel.querySelector(".count");
  var hint = panel ? body.innerHTML : "";
  var pressed = null, before = null, places = [], at = 0, loaded = {}, waiting = {};

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
      var offset = Number(piece.dataset.start), all = Number(piece.dataset.length);
      if (offset >= end || offset + all <= start) { return; }
      var withheld = piece.classList.contains("withheld");
      var walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT), nodes = [];
      while (walker.nextNode()) { nodes.push(walker.currentNode); }
      nodes.forEach(function (node) {
        var length = Array.from(node.data).length;
        var first = withheld ? 0 : Math.max(start - offset, 0), last = withheld ? length : Math.min(end - offset, length);
        if (first < last) { wrap(node, first, last); }
        offset += length;
      });
    });
  }

  function unmark(root) {
    root.querySelectorAll("mark").forEach(function (one) {
      var parent = one.parentNode;
      while (one.firstChild) { parent.insertBefore(one.firstChild, one); }
      parent.removeChild(one);
      parent.normalize();
    });
  }

  // Gives the sheet of a document to `then`, at once where it is at hand.
  function fetchSheet(doc, then) {
    var own = document.getElementById("document-" + doc);
    if (own) { then(own); return; }
    if (loaded[doc]) { then(loaded[doc]); return; }
    waiting[doc] = then;
    if (document.body.dataset.sheets) {
      fetch(document.body.dataset.sheets.replace("{}", doc)).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.text();
      }).then(function (html) { take(doc, html); }).catch(function () {
        body.textContent = "The document could not be opened. Is Truceline still running?";
      });
    } else if (document.body.dataset.scripts) {
      var script = document.createElement("script");
      script.src = document.body.dataset.scripts.replace("{}", doc);
      document.head.appendChild(script);
    }
  }

  function take(doc, html) {
    var sheet = document.createElement("div");
    sheet.innerHTML = html;
    // In a static copy the sheet's links are those of a page at the top.
    sheet.querySelectorAll("a[href]").forEach(function (link) {
      if (document.body.dataset.up) { link.setAttribute("href", document.body.dataset.up + link.getAttribute("href")); }
    });
    loaded[doc] = sheet;
    if (waiting[doc]) { waiting[doc](sheet); delete waiting[doc]; }
  }
  window.truceline = {
    sheet: take,
    // Opens places ("document:start-end", several with blanks between) that no link on the page has: those behind a line of a drawing.
    open: function (told, words) {
      if (pressed) { pressed.removeAttribute("aria-current"); pressed = null; }
      places = told.split(" ");
      at = 0;
      if (what) { what.textContent = words; }
      show();
    }
  };

  function show() {
    var place = /^(\w+):(\d+)-(\d+)$/.exec(places[at]), asked = places[at];
    if (!place) { return; }
    if (here) {
      if (place[1] !== here.dataset.document) { return; }
      unmark(here);
      mark(here, Number(place[2]), Number(place[3]));
      var found = here.querySelector("mark");
      if (found) { found.scrollIntoView({ block: "center" }); }
      remember();
      return;
    }
    fetchSheet(place[1], function (sheet) {
      if (places[at] !== asked) { return; }
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
      panel.dataset.at = asked;
      document.documentElement.classList.add("opened");
      if (pressed && before !== null) { scrollBy({ top: pressed.getBoundingClientRect().top - before, behavior: "instant" }); }
      before = null;
      var first = body.querySelector("mark");
      if (first) {
        var top = first.getBoundingClientRect().top - panel.getBoundingClientRect().top;
        panel.scrollTop += top - panel.clientHeight / 3;
      }
      remember();
    });
  }

  function remember() { history.replaceState(history.state, "", "#at=" + places[at]); }

  function open(figure) {
    if (pressed) { pressed.removeAttribute("aria-current"); }
    pressed = figure;
    pressed.setAttribute("aria-current", "true");
    places = figure.dataset.at.split(" ");
    at = 0;
    if (what) { what.textContent = figure.dataset.what || figure.textContent; }
    // What was chosen stays where it is on the screen, whatever the panel moves.
    before = here ? null : pressed.getBoundingClientRect().top;
    show();
  }

  function close() {
    if (pressed) { pressed.removeAttribute("aria-current"); pressed.focus({ preventScroll: true }); }
    pressed = null;
    places = [];
    if (here) { unmark(here); } else {
      body.innerHTML = hint;
      what.textContent = "";
      count.textContent = "";
      panel.setAttribute("data-empty", "");
      document.documentElement.classList.remove("opened");
    }
    history.replaceState(history.state, "", location.pathname + location.search);
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
  if (panel) {
    panel.querySelector(".before").addEventListener("click", function () { step(-1); });
    panel.querySelector(".after").addEventListener("click", function () { step(1); });
    panel.querySelector(".close").addEventListener("click", close);
  }
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !places.length) { return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { return; }
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

// On a phone a drawing is wider than the screen, and its left end may be empty: each opens where most is drawn.
// The names of the lanes move along, so that one knows what stands there.
(function () {
  "use strict";
  if (!window.IntersectionObserver) { return; }
  // The left end is kept where it shows this share of what the fullest part does; signs stand this far from the edge.
  var ENOUGH = 0.5, EDGE = 12;

  // Returns how far to the right each sign begins; where voices are drawn, their names are signs too.
  function signs(box) {
    var svg = box.querySelector("svg"), from = svg.getBoundingClientRect().left;
    var told = box.closest(".repeats") ? "path, circle, text" : "path, circle, rect:not(.hit), line.span";
    return Array.from(svg.querySelectorAll(told)).map(function (one) { return one.getBoundingClientRect(); })
      .filter(function (size) { return size.width || size.height; })
      .map(function (size) { return size.left - from; }).sort(function (a, b) { return a - b; });
  }

  function follow(box, names) {
    var svg = box.querySelector("svg");
    names.forEach(function (one) { one.classList.add("halo"); one.parentNode.appendChild(one); });
    function move() {
      var by = box.scrollLeft * svg.viewBox.baseVal.width / svg.clientWidth;
      names.forEach(function (one) { one.setAttribute("transform", "translate(" + by.toFixed(1) + " 0)"); });
    }
    box.addEventListener("scroll", move, { passive: true });
    move();
  }

  function place(box) {
    var all = signs(box), names = Array.from(box.querySelectorAll("svg text[x='0']"));
    if (!all.length) { return; }
    if (box.closest(".repeats")) { box.scrollLeft = all[0] - EDGE; return; }
    var room = names.reduce(function (most, one) { return Math.max(most, one.getBoundingClientRect().width); }, 0) + EDGE;
    function held(from) { return all.filter(function (x) { return x >= from && x < from + box.clientWidth - room - EDGE; }).length; }
    var fullest = all.reduce(function (best, x) { return held(x) > held(best) ? x : best; }, all[0]);
    if (held(room) < ENOUGH * held(fullest)) { box.scrollLeft = fullest - room; }
    follow(box, names);
  }

  // Each is placed when it first comes into sight: a long page is laid out as it is reached.
  var seen = new IntersectionObserver(function (several) {
    several.forEach(function (one) {
      if (!one.isIntersecting) { return; }
      seen.unobserve(one.target);
      if (one.target.scrollWidth > one.target.clientWidth && !one.target.scrollLeft) { place(one.target); }
    });
  }, { rootMargin: "200px" });
  document.querySelectorAll("figure.wide .scroll").forEach(function (box) {
    if (box.querySelector("svg")) { seen.observe(box); }
  });
}());

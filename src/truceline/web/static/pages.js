// What pages do beyond links and forms, where there are scripts: a list follows its form as it changes, by htmx.
(function () {
  "use strict";
  if (!window.htmx) { return; }
  // The page allows no inline style and no evaluated script.
  htmx.config.includeIndicatorStyles = false;
  htmx.config.allowEval = false;
  htmx.config.historyCacheSize = 0;
  var form = document.querySelector("form[data-list]");
  if (!form) { return; }
  // On a phone the list comes first: its limits stay shut unless one is set.
  var more = form.querySelector(".more");
  if (more && matchMedia("(max-width: 720px)").matches && location.search.length < 2) { more.open = false; }
  function address() {
    var told = new URLSearchParams();
    new FormData(form).forEach(function (value, key) { if (value) { told.append(key, value); } });
    var query = told.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  }
  var waiting = null;
  function follow() {
    var to = address();
    htmx.ajax("GET", to, { target: "#list", select: "#list", swap: "outerHTML" }).then(function () {
      history.pushState({}, "", to);
    });
  }
  form.addEventListener("change", function (event) { if (event.target.type !== "search") { follow(); } });
  form.addEventListener("input", function (event) {
    if (event.target.type === "search") { clearTimeout(waiting); waiting = setTimeout(follow, 350); }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(waiting); follow(); });
  addEventListener("popstate", function () { location.reload(); });
}());

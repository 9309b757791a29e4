// Tells what is new since the last visit. Which line of the record's log was the last one seen is kept in this browser and
// told to nobody; where the browser keeps nothing, nothing is told.
(function () {
  "use strict";
  var box = document.getElementById("news");
  if (!box) { return; }
  var key = "truceline:" + box.dataset.record, now = { number: Number(box.dataset.number), day: box.dataset.at }, before = null;
  try {
    // As long as a tab is open it is one visit: what was new stays new when a page is loaded again.
    before = JSON.parse(sessionStorage.getItem(key) || localStorage.getItem(key) || "null");
    sessionStorage.setItem(key, JSON.stringify(before || now));
    localStorage.setItem(key, JSON.stringify({ number: now.number, day: new Date().toISOString().slice(0, 10) }));
  } catch (refused) { return; }
  if (!before || !(before.number < now.number)) { return; }
  var told = box.querySelector(".told");
  function show() {
    box.querySelector(".day").textContent = before.day ? ", on " + new Date(before.day + "T12:00:00").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }) : "";
    box.hidden = false;
  }
  if (document.body.dataset.sheets) {
    fetch("/news?after=" + before.number).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
      if (html) { told.innerHTML = html; show(); }
    }).catch(function () {});
    return;
  }
  var lines = Array.from(box.querySelectorAll("[data-line]")), fresh = lines.filter(function (one) { return Number(one.dataset.line) > before.number; });
  if (!fresh.length) { return; }
  fresh.forEach(function (one, n) { one.hidden = n > 7; });
  told.textContent = (fresh.length === lines.length ? fresh.length + " reports or more" : fresh.length === 1 ? "One report" : fresh.length + " reports") + " more" + (fresh.length > 8 ? "; the newest of them:" : ":");
  show();
}());

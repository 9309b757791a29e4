// Search in a static copy: titles only, from scripts that are loaded by the first two letters of a word.
(function () {
  "use strict";
  var list = document.getElementById("found"), told = document.getElementById("told"), waiting = {}, shards = {};
  if (!list) { return; }
  function fold(text) { return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, ""); }
  function terms(text) { return fold(text).match(/[\p{L}\p{N}]+/gu) || []; }
  function key(word) {
    return Array.from(word).slice(0, 2).map(function (one) { return one.codePointAt(0).toString(16).padStart(4, "0"); }).join("");
  }
  window.truceline = window.truceline || {};
  window.truceline.shard = function (name, rows) { shards[name] = rows; };
  function load(name, then) {
    if (shards[name]) { then(shards[name]); return; }
    var script = document.createElement("script");
    script.src = "find/" + name + ".js";
    script.onload = function () { then(shards[name] || []); };
    script.onerror = function () { then([]); };
    document.head.appendChild(script);
  }
  function show(rows, words) {
    list.textContent = "";
    rows.slice(0, 200).forEach(function (row) {
      var item = document.createElement("li"), link = document.createElement("a"), meta = document.createElement("span");
      link.href = row[1]; link.textContent = row[0]; link.className = "head";
      meta.textContent = " " + row[2]; meta.className = "meta";
      item.appendChild(link); item.appendChild(meta); list.appendChild(item);
    });
    told.textContent = rows.length + " titles have “" + words + "”" + (rows.length > 200 ? ", of which the first 200 are listed." : ".");
  }
  var words = new URLSearchParams(location.search).get("words") || "", asked = terms(words);
  document.querySelectorAll("input[name=words]").forEach(function (one) { one.value = words; });
  if (!asked.length) { return; }
  var longest = asked.slice().sort(function (a, b) { return b.length - a.length; })[0];
  load(key(longest), function (rows) {
    show(rows.filter(function (row) {
      var own = terms(row[0]);
      return asked.every(function (term) { return own.some(function (word) { return word.indexOf(term) === 0; }); });
    }), words);
  });
}());

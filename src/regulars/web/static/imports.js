/* Files on their way: dropped or chosen, sent one after another as they are, with how far they are; then on to the plan. */
(function () {
  "use strict";

  /* A file that is sent as soon as it is chosen; what was tried goes once what it was tried with has changed. */
  document.addEventListener("change", function (event) { if (event.target.matches("[data-sends]") && event.target.files.length) event.target.form.requestSubmit(); });
  document.addEventListener("input", function (event) {
    var tried = event.target.form && event.target.form.querySelector("[id$=-tried]");
    if (tried) tried.replaceChildren();
  });

  var form = document.getElementById("drop");
  if (!form) return;
  var chosen = form.querySelector("input[type=file]"), box = form.querySelector(".sending"), faults = document.getElementById("faults");
  var name = form.querySelector(".sending-name"), bar = form.querySelector(".progress span"), many = form.querySelector(".sending-many");
  var token = document.querySelector("meta[name=csrf]").content, lang = document.documentElement.lang, sending = null, depth = 0;

  function size(bytes) { return (bytes / 1048576).toLocaleString(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }); }

  function ask(method, address, body, progress) {
    return new Promise(function (done, fail) {
      var xhr = sending = new XMLHttpRequest();
      xhr.open(method, address);
      xhr.setRequestHeader("X-CSRF-Token", token);
      xhr.setRequestHeader("HX-Request", "true");
      if (body) xhr.setRequestHeader("Content-Type", "application/octet-stream");
      if (progress) xhr.upload.onprogress = progress;
      xhr.onload = function () { if (xhr.status < 300) done(xhr.responseText); else fail(xhr.responseText); };
      xhr.onerror = function () { fail(null); };
      xhr.onabort = function () { fail(""); };
      xhr.send(body || null);
    });
  }

  function busy(on) {
    form.classList.toggle("busy", on);
    box.hidden = !on;
    if (on) box.querySelector("[data-stop]").focus(); else { chosen.value = ""; chosen.focus(); }
  }

  function say(fault) {
    if (fault === "") return;
    if (fault === null) {
      faults.replaceChildren(document.createElement("p"));
      faults.firstChild.textContent = document.getElementById("toasts").dataset.lost;
      faults.firstChild.className = "error";
    } else faults.innerHTML = fault;
    faults.tabIndex = -1;
    faults.focus();
    faults.scrollIntoView({ block: "nearest" });
  }

  function send(files) {
    if (!files.length || form.classList.contains("busy")) return;
    faults.replaceChildren();
    busy(true);
    var total = files.reduce(function (sum, file) { return sum + file.size; }, 0), before = 0, ways;
    ask("POST", form.dataset.begin).then(function (text) {
      ways = JSON.parse(text);
      return files.reduce(function (earlier, file) {
        return earlier.then(function () {
          name.textContent = form.dataset.sending.replace("{name}", file.name);
          return ask("PUT", ways.files + "?name=" + encodeURIComponent(file.name), file, function (event) { show(before + event.loaded, total); });
        }).then(function () { before += file.size; show(before, total); });
      }, Promise.resolve());
    }).then(function () { window.location.assign(ways.then); }, function (fault) { busy(false); say(fault); });
  }

  function show(done, total) {
    bar.style.width = (total ? Math.min(100, 100 * done / total) : 0).toFixed(1) + "%";
    many.textContent = size(done) + " / " + size(total) + "\u00a0MB";
  }

  chosen.addEventListener("change", function () { send(Array.from(chosen.files)); });
  box.querySelector("[data-stop]").addEventListener("click", function () { if (sending) sending.abort(); });

  ["dragenter", "dragover", "dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!event.dataTransfer || Array.from(event.dataTransfer.types).indexOf("Files") < 0) return;
      event.preventDefault();
      depth = kind === "dragenter" ? depth + 1 : kind === "dragleave" ? depth - 1 : kind === "drop" ? 0 : depth;
      form.classList.toggle("over", depth > 0);
      if (kind === "drop") send(Array.from(event.dataTransfer.files));
    });
  });
}());

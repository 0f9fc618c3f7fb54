/* What every page can do: search, dialogs and sheets, toasts, rows that follow their link, tabs by arrows, what stays while something loads. */
(function () {
  "use strict";

  var root = document.documentElement;

  function closest(event, selector) { return event.target instanceof Element ? event.target.closest(selector) : null; }

  /* Search: “/” goes there; on a phone the magnifier opens it in the bar. */
  function search() {
    var field = document.getElementById("search");
    if (!field) return false;
    field.closest(".top").classList.add("searching");
    field.focus();
    field.select();
    return true;
  }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || closest(event, "input, textarea, select, [contenteditable], dialog[open]")) return;
    if (search()) event.preventDefault();
  });
  document.addEventListener("focusout", function (event) {
    if (event.target.id === "search" && !event.target.value) event.target.closest(".top").classList.remove("searching");
  });

  /* Dialogs and sheets: opened by data-dialog="id", closed by data-close, by Esc and by a press beside them. */
  function open(dialog) {
    dialog.showModal();
    var safe = dialog.querySelector("[data-safe], [data-close]");
    if (safe) safe.focus();
  }
  document.addEventListener("click", function (event) {
    var opener = closest(event, "[data-dialog]"), closer = closest(event, "[data-close]");
    if (opener) { var dialog = document.getElementById(opener.dataset.dialog); if (dialog && !dialog.open) open(dialog); }
    if (closer && closer.closest("dialog")) closer.closest("dialog").close();
    if (event.target instanceof HTMLDialogElement && beside(event, event.target)) event.target.close();
    if (closest(event, "[data-search]") && search()) event.preventDefault();
    var copy = closest(event, "[data-copy]");
    if (copy && navigator.clipboard) navigator.clipboard.writeText(copy.dataset.copy).then(function () { say(copy.dataset.copied); });
  });
  function beside(event, dialog) {
    var box = dialog.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  /* A row follows its own link, unless something in it is meant, or text is being marked. */
  document.addEventListener("click", function (event) {
    var row = closest(event, "[data-row]");
    if (!row || event.defaultPrevented || event.button || closest(event, "a, button, input, select, label, summary") || String(getSelection())) return;
    var link = row.querySelector("a[href]");
    if (link) { if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener"); else link.click(); }
  });

  /* Tabs: arrows, Home and End move between them, as Tab moves past them. */
  document.addEventListener("keydown", function (event) {
    var tab = closest(event, "[role=tab]");
    if (!tab) return;
    var tabs = Array.from(tab.closest("[role=tablist]").querySelectorAll("[role=tab]")), at = tabs.indexOf(tab);
    var next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    tab.click();
  });
  document.addEventListener("click", function (event) {
    var tab = closest(event, "[role=tab][hx-get]");
    if (!tab) return;
    tab.closest("[role=tablist]").querySelectorAll("[role=tab]").forEach(function (one) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    });
  });
  document.addEventListener("click", function (event) {
    var segment = closest(event, ".segments a[hx-get]");
    if (!segment) return;
    segment.parentNode.querySelectorAll("a").forEach(function (one) {
      if (one === segment) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
    });
  });

  /* Toasts stay six seconds, longer under the pointer or with the focus in them. */
  var toasts = document.getElementById("toasts");
  function keep(toast) {
    var timer;
    function start() { clearTimeout(timer); timer = setTimeout(function () { toast.remove(); }, 6000); }
    function stop() { clearTimeout(timer); }
    ["mouseenter", "focusin"].forEach(function (name) { toast.addEventListener(name, stop); });
    ["mouseleave", "focusout"].forEach(function (name) { toast.addEventListener(name, start); });
    start();
  }
  function say(text) {
    if (Array.from(toasts.children).some(function (one) { return one.textContent === text; })) return;
    var toast = document.createElement("div"), words = document.createElement("p");
    toast.className = "toast";
    words.textContent = text;
    toast.appendChild(words);
    toasts.appendChild(toast);
  }
  if (toasts) {
    Array.from(toasts.children).forEach(keep);
    new MutationObserver(function (changes) {
      changes.forEach(function (change) { change.addedNodes.forEach(function (node) { if (node.nodeType === 1) keep(node); }); });
    }).observe(toasts, { childList: true });
  }

  /* HTMX: the old content is dimmed once an answer takes more than 200 ms; the focus stays where it was, or goes to what asks for it. */
  var waiting = new Map();
  function undim(event) {
    var xhr = event.detail.xhr, found = waiting.get(xhr);
    if (!found) return;
    clearTimeout(found.timer);
    found.target.classList.remove("loading");
    found.target.removeAttribute("aria-busy");
    waiting.delete(xhr);
  }
  document.addEventListener("htmx:beforeSend", function (event) {
    var target = event.detail.target;
    if (!target || target.id === "foot" || "quiet" in target.dataset) return;
    var timer = setTimeout(function () { target.classList.add("loading"); target.setAttribute("aria-busy", "true"); }, 200);
    waiting.set(event.detail.xhr, { timer: timer, target: target });
    var faults = document.getElementById("faults");
    if (faults && event.detail.requestConfig.verb !== "get") faults.replaceChildren();
  });
  ["htmx:afterRequest", "htmx:sendAbort"].forEach(function (name) { document.addEventListener(name, undim); });
  document.addEventListener("htmx:sendError", function (event) {
    undim(event);
    if (event.detail.target && event.detail.target.id !== "foot") say(toasts.dataset.lost);
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var target = event.detail.target;
    if (target.id === "faults") { target.tabIndex = -1; target.focus({ preventScroll: true }); return; }
    var wanted = target.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  });

  /* A theme chosen in another window of the browser is not ours to know; the device's own is: figures.js draws anew. */
  root.classList.add("scripted");
}());

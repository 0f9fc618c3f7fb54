/* The builder: old numbers dim from the first key, lists of features can be searched, names are completed while a rule is typed. */
(function () {
  "use strict";

  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d"); }

  /* Numbers that are being counted anew stand dimmed. */
  function built() { return document.getElementById("built"); }
  document.addEventListener("input", function (event) {
    if (event.target instanceof Element && event.target.matches("[hx-get]") && event.target.closest("#built")) built().classList.add("counting");
  });
  document.addEventListener("htmx:afterRequest", function () { if (built()) built().classList.remove("counting"); });

  /* Lists of several values stay open while one chooses, and close with Esc or a press beside them. */
  var opened = null;
  document.addEventListener("htmx:beforeSwap", function () {
    var open = document.querySelector("details.several[open]");
    opened = open ? open.id : null;
  });
  document.addEventListener("htmx:afterSwap", function () {
    var again = opened && document.getElementById(opened);
    if (again) again.open = true;
    opened = null;
    var wanted = document.querySelector("#built [data-focus]");
    if (wanted) { wanted.removeAttribute("data-focus"); wanted.focus(); }
  });
  function shut(except) {
    document.querySelectorAll("details.several[open]").forEach(function (one) { if (one !== except) one.open = false; });
  }

  /* A list that opens at a field: one at a time. `entries`: {value, label, family, code}. */
  var list = null;
  function close(refocus) {
    if (!list) return;
    var field = list.field;
    list.box.remove();
    field.removeAttribute("aria-expanded");
    list = null;
    if (refocus) field.focus();
  }
  function place(box, field) {
    var at = field.getBoundingClientRect(), below = window.innerHeight - at.bottom;
    box.style.left = Math.max(12, Math.min(at.left, window.innerWidth - box.offsetWidth - 12)) + "px";
    box.style.top = (below < box.offsetHeight + 12 && at.top > below ? Math.max(12, at.top - box.offsetHeight - 4) : at.bottom + 4) + "px";
  }
  function draw(entries, chosen) {
    var family = null;
    list.shown = entries;
    list.options.replaceChildren();
    entries.forEach(function (entry, index) {
      if (entry.family && entry.family !== family) {
        family = entry.family;
        var head = document.createElement("li");
        head.className = "family";
        head.setAttribute("role", "presentation");
        head.textContent = family;
        list.options.appendChild(head);
      }
      var item = document.createElement("li");
      item.id = "pick-" + index;
      item.setAttribute("role", "option");
      item.dataset.at = index;
      if (entry.code) { var code = document.createElement("code"), said = document.createElement("span"); code.textContent = entry.value; said.textContent = entry.label; item.append(code, said); }
      else item.textContent = entry.label;
      list.options.appendChild(item);
    });
    if (!entries.length && list.none) {
      var none = document.createElement("li");
      none.className = "none";
      none.textContent = list.none;
      list.options.appendChild(none);
    }
    move(Math.max(0, entries.findIndex(function (entry) { return entry.value === chosen; })));
  }
  function move(to) {
    var all = list.options.querySelectorAll("[role=option]");
    list.at = all.length ? (to + all.length) % all.length : -1;
    all.forEach(function (one, index) { one.setAttribute("aria-selected", String(index === list.at)); });
    var here = all[list.at];
    if (here) { list.input.setAttribute("aria-activedescendant", here.id); here.scrollIntoView({ block: "nearest" }); } else list.input.removeAttribute("aria-activedescendant");
  }
  function begin(field, kind, label) {
    close(false);
    var box = document.createElement("div"), options = document.createElement("ul");
    box.className = "picking " + kind;
    options.id = "picking-list";
    options.setAttribute("role", "listbox");
    options.setAttribute("aria-label", label);
    box.appendChild(options);
    document.body.appendChild(box);
    list = { box: box, options: options, field: field, at: 0, shown: [] };
    box.addEventListener("mousedown", function (event) {
      var item = event.target.closest("[role=option]");
      if (!item) return;
      event.preventDefault();
      list.take(list.shown[Number(item.dataset.at)]);
    });
  }
  function keys(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(list.at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Escape") close(true);
    else if ((event.key === "Enter" || event.key === "Tab") && list.shown[list.at]) list.take(list.shown[list.at]);
    else return false;
    event.preventDefault();
    return true;
  }

  /* The list of features, searched. Where pressing it cannot be caught, the device's own list opens. */
  function entriesOf(select) {
    return Array.from(select.querySelectorAll("optgroup")).flatMap(function (group) {
      return Array.from(group.children).map(function (one) { return { value: one.value, label: one.textContent, family: group.label, found: plain(one.textContent + " " + one.value.replace(/_/g, " ") + " " + one.value + " " + group.label) }; });
    });
  }
  function search(select, begun) {
    var entries = entriesOf(select), input = document.createElement("input");
    begin(select, "features", select.getAttribute("aria-label"));
    list.none = built().dataset.none;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "picking-list");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-label", select.getAttribute("aria-label"));
    input.autocomplete = "off";
    input.spellcheck = false;
    input.value = begun || "";
    list.box.prepend(input);
    list.input = input;
    list.take = function (entry) {
      select.value = entry.value;
      close(true);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    function filter() {
      var words = plain(input.value).split(/\s+/).filter(Boolean);
      draw(entries.filter(function (entry) { return words.every(function (word) { return entry.found.includes(word); }); }), words.length ? null : select.value);
    }
    input.addEventListener("input", filter);
    input.addEventListener("keydown", keys);
    filter();
    place(list.box, select);
    input.focus();
  }
  document.addEventListener("mousedown", function (event) {
    var target = event.target instanceof Element ? event.target : null;
    var select = target && target.closest("select[data-searchable]");
    if (list && target && !list.box.contains(target)) close(false);
    shut(target && target.closest("details.several"));
    if (!select || event.button) return;
    event.preventDefault();
    search(select);
  });
  document.addEventListener("keydown", function (event) {
    var target = event.target instanceof Element ? event.target : null;
    if (event.key === "Escape") {
      var open = document.querySelector("details.several[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    }
    if (!target || !target.matches("select[data-searchable]") || event.ctrlKey || event.metaKey) return;
    var letter = event.key.length === 1 && event.key !== " ";
    if (!letter && !["Enter", " ", "ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    search(target, letter ? event.key : "");
  });
  document.addEventListener("focusin", function (event) { if (list && !list.box.contains(event.target) && event.target !== list.field) close(false); });
  window.addEventListener("resize", function () { close(false); });
  window.addEventListener("scroll", function (event) { if (list && !list.box.contains(event.target)) close(false); }, true);

  /* Names in a typed rule: the words before the caret, outside of quotes, looked for among names and what they are called. */
  function phrases(area) {
    var before = area.value.slice(0, area.selectionStart);
    if ((before.match(/'/g) || []).length % 2) return [];
    var found = /(?:[\p{L}_][\p{L}\p{N}_]* ){0,3}[\p{L}_][\p{L}\p{N}_]*$/u.exec(before);
    var words = found ? found[0].split(" ") : [], last = Math.max(words.lastIndexOf("and"), words.lastIndexOf("or"), words.lastIndexOf("not"));
    words = words.slice(last + 1);
    return words.map(function (_, from) { return words.slice(from).join(" "); }).filter(function (one) { return one.length > 1; });
  }
  function rank(entry, wanted) {
    var label = plain(entry.label);
    return entry.value.startsWith(wanted) ? 4 : label.startsWith(wanted) ? 3 : (" " + label).includes(" " + wanted) ? 2 : entry.value.includes(wanted) ? 1 : 0;
  }
  function complete(area) {
    var names = document.getElementById(area.dataset.completes), found = [], begun = "";
    var entries = Array.from(names.options).map(function (one) { return { value: one.value, label: one.label, code: true }; });
    phrases(area).some(function (phrase) {
      begun = phrase;
      found = entries.map(function (entry) { return [rank(entry, plain(phrase)), entry]; }).filter(function (one) { return one[0]; });
      return found.length;
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    found = found.map(function (one) { return one[1]; });
    if (!found.length || (found[0].value === begun && found.length === 1)) { close(false); return; }
    if (!list || list.field !== area) {
      begin(area, "names", names.dataset.label);
      list.input = area;
      list.take = function (entry) {
        var caret = area.selectionStart;
        area.setRangeText(entry.value, caret - list.begun.length, caret, "end");
        close(false);
        area.focus();
        area.dispatchEvent(new Event("input", { bubbles: true }));
        close(false);
      };
      area.setAttribute("aria-expanded", "true");
    }
    list.begun = begun;
    draw(found.slice(0, 12), null);
    place(list.box, area);
  }
  document.addEventListener("input", function (event) { if (event.target.matches && event.target.matches("textarea[data-completes]")) complete(event.target); });
  document.addEventListener("keydown", function (event) {
    if (list && list.field === event.target && event.target.matches("textarea[data-completes]")) keys(event);
  }, true);
}());

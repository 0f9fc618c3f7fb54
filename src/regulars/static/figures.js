/* Draws every figure of a page from its JSON with ECharts, in the colours the page has now, and again when they or its width change. */
(function () {
  "use strict";
  var lang = document.documentElement.lang === "vi" ? "vi" : "en";
  var styles = function () { return getComputedStyle(document.documentElement); };

  /* The same rules as words.py: three significant digits, the scale's word, comma or point, a true minus. */
  var SCALES = lang === "vi" ? [[1e9, "\u00a0tỷ"], [1e6, "\u00a0triệu"], [1e3, "\u00a0nghìn"]] : [[1e9, "B"], [1e6, "M"], [1e3, "K"]];
  function number(value, decimals) {
    var text = Math.abs(value).toFixed(decimals);
    var sign = value < 0 && /[1-9]/.test(text) ? "\u2212" : "";
    var parts = text.split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+$)/g, lang === "vi" ? "." : ",");
    return sign + whole + (parts[1] ? (lang === "vi" ? "," : ".") + parts[1] : "");
  }
  function significant(value) {
    if (!value) return "0";
    var places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    var rounded = Number(value.toFixed(places));
    while (places && Number(rounded.toFixed(places - 1)) === rounded) places -= 1;
    return number(rounded, places);
  }
  function short(value) {
    for (var i = 0; i < SCALES.length; i += 1) {
      var least = lang === "vi" && SCALES[i][0] === 1e3 ? 1e4 : SCALES[i][0];
      if (Math.abs(value) >= least * 0.9995) return significant(value / SCALES[i][0]) + SCALES[i][1];
    }
    return significant(value);
  }
  function percent(share) { return number(share * 100, 0) + (lang === "vi" ? "\u00a0%" : "%"); }
  var FORMATS = {
    percent: percent,
    hundredths: function (value) { return percent(value / 100); },
    short: short,
    exact: function (point) {
      var bold = document.createElement("b"), box = document.createElement("span");
      bold.textContent = point.data.exact;
      box.textContent = point.name + (point.data.exact ? "  " : "");
      box.appendChild(bold);
      return box;
    }
  };

  /* `var(--name)` becomes the page's colour, `format:name` a function. */
  function resolve(value, css) {
    if (typeof value === "string") {
      if (value.slice(0, 6) === "var(--") return css.getPropertyValue(value.slice(4, -1)).trim();
      if (value.slice(0, 7) === "format:") return FORMATS[value.slice(7)];
      return value;
    }
    if (Array.isArray(value)) return value.map(function (item) { return resolve(item, css); });
    if (value === null || typeof value !== "object") return value;
    var result = {};
    Object.keys(value).forEach(function (key) { result[key] = resolve(value[key], css); });
    return result;
  }

  function Figure(root) {
    this.root = root;
    this.host = root.querySelector(".chart");
    this.option = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.chart = null;
  }
  Figure.prototype.draw = function (width) {
    var room = width || this.host.clientWidth;
    if (!room) return;
    var height = Number(this.host.dataset[width ? "paperHeight" : room < 560 ? "narrow" : "height"]);
    if (this.chart) this.chart.dispose();
    this.host.style.height = height + "px";
    this.chart = echarts.init(this.host, null, { renderer: "svg", width: room, height: height });
    this.chart.setOption(resolve(this.option, styles()));
    this.room = room;
  };

  var figures = Array.prototype.map.call(document.querySelectorAll(".figure"), function (root) { return new Figure(root); });
  function all() { figures.forEach(function (figure) { figure.draw(); }); }
  /* On paper a figure is as wide as the sheet leaves it; the layout of the sheet is not there yet when we are asked. */
  function paper() { figures.forEach(function (figure) { figure.draw(Number(figure.host.dataset.paper)); }); }

  figures.forEach(function (figure) {
    figure.root.classList.add("drawn");
    var button = figure.root.querySelector(".swap");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var shown = figure.root.classList.toggle("as-table");
        button.setAttribute("aria-pressed", String(shown));
        button.textContent = shown ? button.dataset.back : button.dataset.there;
        if (!shown) figure.draw();
      });
    }
  });
  all();
  window.addEventListener("resize", function () {
    figures.forEach(function (figure) { if (figure.host.clientWidth !== figure.room) figure.draw(); });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  window.addEventListener("beforeprint", function () {
    document.documentElement.dataset.theme = "light";
    document.documentElement.style.setProperty("--paper", "#FFFFFF");
    paper();
  });
  window.addEventListener("afterprint", function () {
    delete document.documentElement.dataset.theme;
    document.documentElement.style.removeProperty("--paper");
    all();
  });
}());

/* Draws figures from their JSON with ECharts: on a page, in the colours it has now and again when they or its width change;
   and off a page, as the text of an SVG. */
(function (world) {
  "use strict";

  /* The same rules as words.py: three significant digits, the scale's word, comma or point, a true minus. */
  function formats(lang) {
    var vi = lang === "vi";
    var scales = vi ? [[1e9, "\u00a0tỷ"], [1e6, "\u00a0triệu"], [1e3, "\u00a0nghìn"]] : [[1e9, "B"], [1e6, "M"], [1e3, "K"]];
    function number(value, decimals) {
      var text = Math.abs(value).toFixed(decimals);
      var sign = value < 0 && /[1-9]/.test(text) ? "\u2212" : "";
      var parts = text.split(".");
      var whole = parts[0].replace(/\B(?=(\d{3})+$)/g, vi ? "." : ",");
      return sign + whole + (parts[1] ? (vi ? "," : ".") + parts[1] : "");
    }
    function significant(value) {
      if (!value) return "0";
      var places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
      var rounded = Number(value.toFixed(places));
      while (places && Number(rounded.toFixed(places - 1)) === rounded) places -= 1;
      return number(rounded, places);
    }
    function short(value) {
      for (var i = 0; i < scales.length; i += 1) {
        var least = vi && scales[i][0] === 1e3 ? 1e4 : scales[i][0];
        if (Math.abs(value) >= least * 0.9995) return significant(value / scales[i][0]) + scales[i][1];
      }
      return significant(value);
    }
    function percent(share) { return number(share * 100, 0) + (vi ? "\u00a0%" : "%"); }
    return {
      percent: percent,
      hundredths: function (value) { return percent(value / 100); },
      short: short,
      exact: function (point) {
        if (typeof document === "undefined") return "";
        var bold = document.createElement("b"), box = document.createElement("span");
        bold.textContent = point.data.exact;
        box.textContent = point.name + (point.data.exact ? "  " : "");
        box.appendChild(bold);
        return box;
      }
    };
  }

  /* Text on a fill: near-black or white, whichever has the higher contrast. */
  function light(hex) {
    var parts = [1, 3, 5].map(function (at) {
      var part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }
  function readable(fill) {
    var own = light(fill) + 0.05;
    return 1.05 / own >= own / (light("#1C1A17") + 0.05) ? "#FFFFFF" : "#1C1A17";
  }

  function words(text, x, y, style) {
    return { type: "text", silent: true, style: Object.assign({ text: text, x: x, y: y, align: "center", verticalAlign: "middle" }, style) };
  }

  /* Shapes of our own; each is given its item of data, its series, ECharts' own two arguments, and the tokens. */
  var DRAWN = {
    /* A filled cell: its number, and where there is room the words beneath; a thin edge, or a strip in the colour of a class. */
    cell: function (item, series, params, api, token) {
      var at = api.coord([item.value[0], item.value[1]]), size = api.size([1, 1]);
      var wide = size[0] - 2, high = size[1] - 2, left = at[0] - wide / 2, top = at[1] - high / 2;
      var font = { fontFamily: token("--font"), fill: readable(item.fill), fontSize: item.bold ? 14 : 12, fontWeight: item.bold ? 600 : 400 };
      var strip = item.strip ? 5 : 0, room = item.words && wide >= 96 && high >= 48;
      var middle = left + strip + (wide - strip) / 2;
      var parts = [{
        type: "rect",
        shape: { x: left, y: top, width: wide, height: high, r: 2 },
        style: { fill: item.fill, stroke: item.edge, lineWidth: item.edge ? 1 : 0 }
      }];
      if (strip) parts.push({ type: "rect", silent: true, shape: { x: left, y: top, width: strip, height: high, r: [2, 0, 0, 2] }, style: { fill: item.strip } });
      parts.push(words(item.text, middle, room ? top + (high < 64 ? 13 : 17) : at[1], font));
      if (room) {
        var small = { fontSize: 12, fontWeight: 400, lineHeight: 14, verticalAlign: "top" };
        var lines = broken(item.words, wide - strip - 6, "12px").slice(0, Math.floor((high - 24) / 14)).join("\n");
        parts.push(words(lines, middle, top + (high < 64 ? 22 : 28), Object.assign({}, font, small)));
      }
      return { type: "group", children: parts };
    },

    /* Hexagons that touch, as one shape, with a line along its outside. */
    province: function (item, series, params, api, token) {
      var frame = framed(series, api), own = {}, fill = "", edge = "";
      item.cells.forEach(function (cell) { own[cell.join()] = true; });
      item.cells.forEach(function (cell) {
        var corners = hexagon(frame, cell[0], cell[1]);
        fill += "M" + corners.join("L") + "Z";
        beside(cell[0], cell[1]).forEach(function (other, side) {
          if (!own[other.join()]) edge += "M" + corners[side] + "L" + corners[(side + 1) % 6];
        });
      });
      return {
        type: "group",
        children: [
          { type: "path", shape: { pathData: fill }, style: { fill: item.fill, stroke: item.fill, lineWidth: 0.6 } },
          { type: "path", silent: true, shape: { pathData: edge }, style: { fill: "none", stroke: item.edge, lineWidth: 1 } }
        ]
      };
    },

    point: function (item, series, params, api) {
      var frame = framed(series, api);
      return {
        type: "circle",
        shape: { cx: frame.x + item.at[0] * frame.unit, cy: frame.y + item.at[1] * frame.unit, r: item.radius },
        style: { fill: item.fill, stroke: item.edge, lineWidth: 1 }
      };
    },

    /* A name on the map, on a halo of paper, never beyond the edge of the map. */
    name: function (item, series, params, api, token) {
      var frame = framed(series, api), down = series.span[0] === series.span[1] ? 1 : SLOPE;
      var x = frame.x + item.at[0] * frame.unit + (item.aside ? item.aside + 4 : 0), y = frame.y + item.at[1] * frame.unit * down;
      var style = { fontFamily: token("--font"), fontSize: 12, fontWeight: item.centred ? 400 : 600, fill: item.colour, stroke: token("--paper"), lineWidth: 3 };
      style.align = item.centred ? "center" : "left";
      var beyond = x + measured(item.text, "600 12px") * 1.2 - frame.right; /* the widest font of all, in bold */
      if (!item.centred && beyond > 0 && item.aside) { style.align = "right"; x -= 2 * item.aside + 8; } else if (!item.centred) x -= Math.max(beyond, 0);
      return words(item.text, x, y, style);
    },

    /* The steps of a ramp, one below the other. */
    scale: function (item, series, params, api, token) {
      var top = item.at[1] * api.getHeight(), parts = [];
      item.steps.forEach(function (step, at) {
        parts.push({ type: "rect", silent: true, shape: { x: 1, y: top + at * 18, width: 22, height: 12, r: 2 }, style: { fill: step.fill, stroke: step.edge } });
        parts.push(words(step.text, 30, top + at * 18 + 6, { fontFamily: token("--font"), fontSize: 12, fill: token("--ink2"), align: "left" }));
      });
      return { type: "group", children: parts };
    }
  };

  /* A map fills its part of the chart as far as its proportions let it; odd lines of hexagons stand half of one to the right. */
  var SLOPE = Math.sqrt(3) / 2;
  function framed(series, api) {
    var room = api.getWidth() * series.across, high = api.getHeight() * series.down, square = series.span[0] === series.span[1];
    var unit = Math.min(room / series.span[0], high / (series.span[1] * (square ? 1 : SLOPE) + (square ? 0 : 0.4)));
    return { unit: unit, x: (room - unit * series.span[0]) / 2, y: 0, right: room };
  }
  function hexagon(frame, column, line) {
    var x = frame.x + (column + 0.5 + line % 2 / 2) * frame.unit, y = frame.y + (line * SLOPE + 0.58) * frame.unit, radius = frame.unit / Math.sqrt(3);
    return [-90, -30, 30, 90, 150, 210].map(function (degrees) {
      var turn = degrees * Math.PI / 180;
      return (x + radius * Math.cos(turn)).toFixed(1) + " " + (y + radius * Math.sin(turn)).toFixed(1);
    });
  }
  /* The neighbours beyond each side, from the upper right clockwise. */
  function beside(column, line) {
    var odd = line % 2;
    return [[column + odd, line - 1], [column + 1, line], [column + odd, line + 1], [column + odd - 1, line + 1], [column - 1, line], [column + odd - 1, line - 1]];
  }

  /* `var(--name)` becomes the page's colour, `format:name` a function, `draw:name` a shape of our own. */
  function resolve(value, token, format) {
    if (typeof value === "string") {
      if (value.slice(0, 6) === "var(--") return token(value.slice(4, -1));
      if (value.slice(0, 7) === "format:") return format[value.slice(7)];
      return value;
    }
    if (Array.isArray(value)) return value.map(function (item) { return resolve(item, token, format); });
    if (value === null || typeof value !== "object") return value;
    var result = {};
    Object.keys(value).forEach(function (key) { result[key] = resolve(value[key], token, format); });
    if (typeof value.renderItem === "string") {
      var draw = DRAWN[value.renderItem.slice(5)];
      result.renderItem = function (params, api) { return draw(result.data[params.dataIndex], result, params, api, token); };
    }
    return result;
  }

  /* Off a page there is nothing to measure texts with: widths of Inter's letters in hundredths of an em; a mark adds nothing. */
  var WIDTHS = [28, 28, 40, 63, 64, 81, 64, 22, 36, 36, 50, 66, 28, 46, 28, 36, 62, 46, 61, 64, 64, 61, 62, 57, 62, 62, 28, 28, 66, 66, 66, 51,
    94, 68, 65, 73, 72, 60, 59, 74, 74, 26, 54, 65, 56, 89, 75, 76, 63, 76, 64, 64, 64, 74, 68, 95, 64, 66, 62, 36, 36, 36, 47, 45, 50, 56, 62, 56,
    62, 58, 36, 61, 59, 24, 24, 54, 24, 87, 59, 60, 61, 61, 37, 52, 36, 58, 56, 81, 54, 56, 54, 36, 33, 36, 66];
  var SIGNS = { "■": 91, "▬": 94, "↑": 95, "–": 50, "…": 82, "·": 28 };
  function measured(text, font) {
    var size = parseFloat((/([\d.]+)px/.exec(font || "") || [0, 12])[1]), heavy = /\b(600|700|bold)\b/.test(font || "");
    var plain = String(text || "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").replace(/\u00a0/g, " ");
    var sum = 0;
    for (var i = 0; i < plain.length; i += 1) {
      var code = plain.charCodeAt(i);
      sum += SIGNS[plain.charAt(i)] || (code > 0x2e80 ? 100 : WIDTHS[code - 32] || 64);
    }
    return sum / 100 * size * (heavy ? 1.03 : 1);
  }
  /* A title in lines of so many px, broken between words. */
  function broken(text, room, font) {
    var lines = [];
    text.split(" ").forEach(function (word) {
      var longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && measured(longer, font) <= room) lines[lines.length - 1] = longer; else lines.push(word);
    });
    return lines;
  }

  /* A figure off a page: `{width, height, svg, title}`, the title in lines. */
  function picture(figure, width, tokens) {
    var token = function (name) { return tokens[name]; };
    var height = width < 560 ? figure.narrow : figure.height;
    echarts.setPlatformAPI({ measureText: function (text, font) { return { width: measured(text, font) }; } });
    var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
    chart.setOption(resolve(figure.option, token, formats(figure.lang)));
    var drawn = chart.renderToSVGString();
    chart.dispose();
    return { width: width, height: height, svg: drawn, title: broken(figure.title, width, "650 17px") };
  }

  world.regulars = { formats: formats, resolve: resolve, measured: measured, picture: picture };
  if (typeof document === "undefined") return;

  var styles = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };

  function Figure(root) {
    this.root = root;
    this.host = root.querySelector(".chart");
    this.option = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.lang = root.getAttribute("lang") || document.documentElement.lang;
    this.chart = null;
  }
  Figure.prototype.draw = function (width) {
    var room = width || this.host.clientWidth;
    if (!room) return;
    var height = Number(this.host.dataset[width ? "paperHeight" : room < 560 ? "narrow" : "height"]);
    if (this.chart) this.chart.dispose();
    this.host.style.height = height + "px";
    this.chart = echarts.init(this.host, null, { renderer: "svg", width: room, height: height });
    this.chart.setOption(resolve(this.option, styles, formats(this.lang)));
    this.chart.on("click", this.follow.bind(this));
    this.room = room;
  };

  /* Where the people behind an item are listed: the item's own address, else that of its name, alone or within its series. */
  Figure.prototype.lead = function () {
    var doors = this.root.querySelector("script.doors");
    this.doors = doors ? JSON.parse(doors.textContent) : {};
    if (doors) this.root.classList.add("with-doors");
  };
  Figure.prototype.follow = function (item) {
    var own = item.data && item.data.href;
    var way = own || this.doors[item.seriesName + "/" + item.name] || this.doors[item.name];
    if (way) window.location.assign(way);
  };

  var figures = [];
  function all() { figures.forEach(function (figure) { figure.draw(); }); }
  /* On paper a figure is as wide as the sheet leaves it; the layout of the sheet is not there yet when we are asked. */
  function paper() { figures.forEach(function (figure) { figure.draw(Number(figure.host.dataset.paper)); }); }

  function prepare(root) {
    var figure = new Figure(root);
    figure.lead();
    root.classList.add("drawn");
    var button = root.querySelector(".swap");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var shown = root.classList.toggle("as-table");
        button.setAttribute("aria-pressed", String(shown));
        button.textContent = shown ? button.dataset.back : button.dataset.there;
        if (!shown) figure.draw();
      });
    }
    figures.push(figure);
    figure.draw();
  }
  /* Figures that came with a piece of the page are drawn, those that went with one are let go. */
  function mount() {
    figures = figures.filter(function (figure) {
      if (!figure.root.isConnected && figure.chart) figure.chart.dispose();
      return figure.root.isConnected;
    });
    Array.prototype.forEach.call(document.querySelectorAll(".figure:not(.drawn)"), prepare);
  }
  mount();
  document.addEventListener("htmx:afterSettle", mount);
  var printing = false;  /* the theme of paper is no change of theme: the figures have the width of the sheet */
  new MutationObserver(function () { if (!printing) all(); }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  window.addEventListener("resize", function () {
    figures.forEach(function (figure) { if (figure.host.clientWidth !== figure.room) figure.draw(); });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  var chosen;
  window.addEventListener("beforeprint", function () {
    chosen = document.documentElement.dataset.theme;
    printing = true;
    document.documentElement.dataset.theme = "light";
    document.documentElement.style.setProperty("--paper", "#FFFFFF");
    paper();
  });
  window.addEventListener("afterprint", function () {
    if (chosen) document.documentElement.dataset.theme = chosen; else delete document.documentElement.dataset.theme;
    document.documentElement.style.removeProperty("--paper");
    printing = false;
    all();
  });
}(typeof globalThis === "undefined" ? window : globalThis));

/* What is wrong with how a page looks and reads, as a list of sentences. */
(given) => {
  const found = [], root = document.documentElement, wide = root.clientWidth;
  const say = (what, element, more) => found.push(`${what}: ${name(element)}${more ? ` (${more})` : ""}`);
  const name = (element) => {
    const text = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 50);
    const classes = typeof element.className === "string" && element.className ? "." + element.className.trim().split(/\s+/).join(".") : "";
    return `<${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}${classes}> ${text}`;
  };
  const forReaders = (element) => { for (let one = element; one; one = one.parentElement) if (getComputedStyle(one).clipPath === "inset(50%)") return true; return false; };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".skip") && !forReaders(element);
  const every = (selector) => [...document.querySelectorAll(selector)];
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());

  /* Structure */
  const headings = every("h1").filter(seen);
  if (headings.length !== 1) found.push(`h1: ${headings.length}`);
  if (root.lang !== given.lang) found.push(`lang: ${root.lang}`);
  if (!document.title.trim()) found.push("no title");
  if (!document.querySelector("main")) found.push("no main");
  const ids = every("[id]").map((element) => element.id);
  new Set(ids.filter((id, at) => ids.indexOf(id) !== at)).forEach((id) => found.push(`id twice: ${id}`));
  every("img").filter((image) => !image.hasAttribute("alt")).forEach((image) => say("no alt", image));
  every("[aria-labelledby], [aria-describedby], [aria-controls], label[for]").forEach((element) => {
    const names = ["aria-labelledby", "aria-describedby", "aria-controls", "for"].flatMap((attribute) => (element.getAttribute(attribute) || "").split(/\s+/));
    names.filter((id) => id && !document.getElementById(id)).forEach((id) => say("names what is not there", element, id));
  });
  every("[onclick], [onload], [onchange], [oninput], [onsubmit], script:not([src]):not([type='application/json'])").forEach((element) => say("inline script", element));

  /* Names */
  const named = (element) => {
    const by = (element.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    const labels = element.labels ? [...element.labels] : [];
    const texts = [element.getAttribute("aria-label"), ...by.map((one) => one.textContent), ...labels.map((one) => one.textContent), element.getAttribute("title")];
    if (!element.matches("input, select, textarea")) texts.push(element.textContent, ...[...element.querySelectorAll("img[alt]")].map((image) => image.alt));
    return texts.some((text) => text && text.trim());
  };
  const controls = every("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab], [role=progressbar], [role=img], [role=tablist], dialog, nav").filter((one) => one.tagName === "DIALOG" ? one.open : seen(one));
  controls.filter((element) => !named(element)).forEach((element) => say("no name", element));

  /* Targets */
  const box = (element) => {
    const boxes = [element, ...(element.labels || [])].map((one) => one.getBoundingClientRect());
    const edge = (which, pick) => pick(...boxes.map((one) => one[which]));
    return element.matches("[type=checkbox], [type=radio]")
      ? { width: edge("right", Math.max) - edge("left", Math.min), height: edge("bottom", Math.max) - edge("top", Math.min) } : boxes[0];
  };
  const inSentence = (element) => element.matches("a") && getComputedStyle(element).display === "inline" && (element.closest("[data-row]") || [...element.parentNode.childNodes].some((node) => node !== element && node.textContent.trim()));
  controls.filter((element) => element.matches("a, button, input, select, textarea, summary, [role=tab]") && !inSentence(element)).forEach((element) => {
    const size = box(element), phone = wide < 720 && element.matches("button, input, select, textarea, .button, [role=tab], nav a:not(.crumbs a), .segments a");
    const least = phone ? 44 : 24;
    if (size.height < least - 0.5 || size.width < 24 - 0.5) say("small target", element, `${Math.round(size.width)} × ${Math.round(size.height)} < ${least}`);
  });

  /* Contrast */
  const parse = (colour) => { const parts = (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number); return parts.length < 4 ? [...parts, 1] : parts; };
  const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3]) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => { const share = part / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b); return (high + 0.05) / (low + 0.05); };
  every("body *").filter((element) => own(element) && !element.closest("svg, script, style") && seen(element)).forEach((element) => {
    const style = getComputedStyle(element), size = parseFloat(style.fontSize), under = ground(element);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(over(parse(style.color), under), under);
    if (ratio < (large ? 3 : 4.5) - 0.01) say("contrast", element, ratio.toFixed(2));
    if (size < 11) say("small text", element, `${size}px`);
  });
  every("input:not([type=hidden]), textarea").filter(seen).forEach((field) => {
    const under = ground(field), ratio = contrast(over(parse(getComputedStyle(field, "::placeholder").color), under), under);
    if (field.placeholder && ratio < 4.49) say("contrast of placeholder", field, ratio.toFixed(2));
  });

  /* What does not fit */
  if (root.scrollWidth > wide) found.push(`page is wider than the screen: ${root.scrollWidth} > ${wide}`);
  every("body *").filter((element) => !element.closest("svg, .unseen, .skip, script, style") && seen(element)).forEach((element) => {
    const style = getComputedStyle(element), size = element.getBoundingClientRect();
    if (!size.width || element.closest("[aria-hidden=true]")) return;
    const scrolled = element.parentElement && element.parentElement.closest(".frame");
    if (!scrolled && (size.right > wide + 0.5 || size.left < -0.5)) say("beyond the edge", element, `${Math.round(size.left)}–${Math.round(size.right)}`);
    if (element.matches(".frame, input, select, textarea, .progress, .progress *, .chart, .chart *") || style.display === "inline") return;
    if (element.scrollWidth > element.clientWidth + 1 && !/auto|scroll/.test(style.overflowX)) say("text does not fit", element, `${element.scrollWidth} > ${element.clientWidth}`);
    if (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1) say("text is cut", element, `${element.scrollHeight} > ${element.clientHeight}`);
    if (style.textOverflow === "ellipsis" && own(element)) say("text ends in dots", element);
  });
  every(".chart").forEach((chart) => {
    const frame = chart.getBoundingClientRect();
    const boxes = [...chart.querySelectorAll("text")].filter((text) => text.textContent.trim()).map((text) => [text.textContent, text.getBoundingClientRect()]);
    boxes.forEach(([words, place], at) => {
      if (place.left < frame.left - 1 || place.right > frame.right + 1) found.push(`cut in a chart: ${words}`);
      for (const [other, there] of boxes.slice(at + 1)) {
        const across = Math.min(place.right, there.right) - Math.max(place.left, there.left), down = Math.min(place.bottom, there.bottom) - Math.max(place.top, there.top);
        if (across > 1 && down > 4) found.push(`touch in a chart: ${words} / ${other}`);
      }
    });
  });

  /* Words */
  const foreign = new Set(given.foreign);
  every("body *").filter((element) => own(element) && !element.closest("script, style, code, pre")).forEach((element) => {
    const text = element.textContent.trim().replace(/\s+/g, " ");
    if (/\{[a-z_]+\}/.test(text)) say("placeholder left", element);
    if (/(^|[\s(>:])(None|nan|NaN|undefined|null|Undefined)($|[\s).,:;<])|Words\(|Markup\(|<generator|datetime\./.test(text)) say("no text for people", element);
    const tongue = element.closest("[lang]");
    if (foreign.has(text) && tongue && tongue.lang === given.lang) say("wrong language", element);
  });

  return [...new Set(found)];
}

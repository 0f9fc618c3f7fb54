/* What the keyboard reaches without showing it: asked after a key was pressed. */
() => {
  const found = [], open = document.querySelector("dialog:modal");
  const reach = [...(open || document).querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")];
  for (const element of reach.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)) {
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    const style = getComputedStyle(element);
    const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!shown) found.push(`focus is not seen: <${element.tagName.toLowerCase()}> ${(element.textContent || element.name || "").trim().slice(0, 40)}`);
  }
  if (document.activeElement) document.activeElement.blur();
  window.scrollTo(0, 0);
  return found;
}

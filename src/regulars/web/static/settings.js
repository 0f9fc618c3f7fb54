/* The map of provinces and the list beside it: pressing one ticks the other. Without this the list does it alone. */
(function () {
  "use strict";

  function box(name) { return document.querySelector('input[name="served"][value="' + CSS.escape(name) + '"]'); }
  function land(name) { return document.querySelector('[data-mosaic] [data-province="' + CSS.escape(name) + '"]'); }

  document.addEventListener("click", function (event) {
    var province = event.target instanceof Element ? event.target.closest("[data-mosaic] [data-province]") : null;
    var found = province && box(province.dataset.province);
    if (found && !found.matches(":disabled")) found.click();
  });
  document.addEventListener("change", function (event) {
    if (!event.target.matches('input[name="served"]')) return;
    var province = land(event.target.value);
    if (province) province.classList.toggle("served", event.target.checked);
  });
  ["focusin", "mouseover", "focusout", "mouseout"].forEach(function (name, at) {
    document.addEventListener(name, function (event) {
      var row = event.target instanceof Element ? event.target.closest(".provinces li") : null;
      var province = row && land(row.querySelector("input").value);
      if (province) province.classList.toggle("shown", at < 2);
    });
  });
}());

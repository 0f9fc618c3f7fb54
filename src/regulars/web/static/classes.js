/* A number being tried: the slider and the field say the same; the answer follows by itself. */
(function () {
  "use strict";

  function pair(form) {
    var slide = form.querySelector("input[type=range]"), field = form.querySelector("input[type=number]");
    return slide && field ? { slide: slide, field: field } : null;
  }
  function place(slide) {
    var low = Number(slide.min), high = Number(slide.max);
    slide.parentNode.style.setProperty("--at", (100 * (Number(slide.value) - low) / (high - low || 1)) + "%");
  }
  document.addEventListener("input", function (event) {
    var form = event.target instanceof Element && event.target.closest("[data-trying]"), both = form && pair(form);
    if (!both) return;
    if (event.target === both.slide) both.field.value = both.slide.value;
    if (event.target === both.field) both.slide.value = both.field.value;
    place(both.slide);
  }, true);

  /* On a phone the box is a sheet from below once a number is pressed. */
  document.addEventListener("htmx:afterSwap", function (event) {
    var box = event.detail.target;
    if (box.id === "trying") box.classList.add("opened");
  });
  document.addEventListener("click", function (event) {
    var closer = event.target instanceof Element && event.target.closest("[data-close-trying]");
    if (closer) document.getElementById("trying").classList.remove("opened");
  });
}());

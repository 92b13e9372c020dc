"use strict";
// Shows the questions that match. Without it the page shows all of them.
const form = document.getElementById("filter");
const items = [...document.querySelectorAll("details.item")];
const words = new Map(); // of an item, made when they are first asked for

function wordsOf(item) {
  if (!words.has(item)) words.set(item, item.textContent.toLowerCase());
  return words.get(item);
}

function show() {
  const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const type = form.elements.type.value;
  const stage = form.elements.stage.value;
  for (const item of items) {
    item.hidden =
      (type && item.dataset.type !== type) ||
      (stage && item.dataset.stage !== stage) ||
      !wanted.every((word) => wordsOf(item).includes(word));
  }
  const isActive = Boolean(wanted.length || type || stage);
  for (const group of document.querySelectorAll(".group")) {
    const left = group.querySelectorAll("details.item:not([hidden])").length;
    group.hidden = !left;
    if (group.tagName === "DETAILS" && isActive) group.open = true;
    group.querySelector(".count").textContent = left;
  }
  const left = items.filter((item) => !item.hidden).length;
  form.querySelector("output").textContent = isActive ? `${left} of ${items.length}` : "";
}

form.hidden = !items.length;
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());

"use strict";
// Filters: a record is shown where its verdict, its device and the text all match; a file where one of its records is.
const records = Array.from(document.querySelectorAll(".record"));
const files = Array.from(document.querySelectorAll(".file"));
const texts = new Map(records.map((record) => {
  const file = record.closest(".file").dataset.path;
  const reason = record.querySelector(".reason");
  return [record, `${file} ${record.querySelector("summary").textContent} ${reason ? reason.textContent : ""}`.toLowerCase()];
}));

function filter() {
  const words = document.getElementById("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  const verdicts = new Set(Array.from(document.querySelectorAll("input[name=verdict]:checked"), (box) => box.value));
  const chosen = document.getElementById("device");
  let shown = 0;
  for (const record of records) {
    const matches = verdicts.has(record.dataset.verdict)
      && (!chosen || !chosen.value || record.dataset.device === chosen.value)
      && words.every((word) => texts.get(record).includes(word));
    record.hidden = !matches;
    shown += matches ? 1 : 0;
  }
  for (const file of files) {
    file.hidden = !file.querySelector(".record:not([hidden])");
  }
  document.getElementById("shown").textContent = `${shown} of ${records.length}`;
  document.getElementById("nothing").hidden = shown > 0;
}
document.getElementById("filters").addEventListener("input", filter);
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
filter();

// The line map: the lines of the other side that belong to the line under the pointer; a click brings them into view.
function lineOf(event) {
  const item = event.target.closest(".code li[data-line]");
  return item ? { item, pair: item.closest(".pair"), number: item.dataset.line } : null;
}
document.addEventListener("mouseover", (event) => {
  document.querySelectorAll(".code li.same").forEach((item) => item.classList.remove("same"));
  const at = lineOf(event);
  if (at) at.pair.querySelectorAll(`li[data-line="${at.number}"]`).forEach((item) => item.classList.add("same"));
});
document.addEventListener("click", (event) => {
  const at = lineOf(event);
  if (!at) return;
  const side = at.item.closest(".code").dataset.side;
  const other = at.pair.querySelector(`.code:not([data-side=${side}]) li[data-line="${at.number}"]`);
  if (other) other.closest(".code").scrollTop += other.getBoundingClientRect().top - at.item.getBoundingClientRect().top;
});

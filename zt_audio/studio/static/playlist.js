// @ts-check
// The stops of a playlist: moved by drag or by buttons, added and taken out. Each change is saved at once.

import { send, toast } from "/static/studio.js";

const form = document.getElementById("playlist");
const stops = document.getElementById("stops");

async function save(edit) {
  try {
    await send("/save", { file: form.dataset.file, edits: [edit] });
    location.reload();
  } catch (error) {
    toast(error.message);
  }
}

const move = (position, to) => save({ do: "move", path: ["stops"], position, to });

stops.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const row = button.closest("li");
  const position = Number(row.dataset.position);
  if (button.dataset.move) move(position, position + Number(button.dataset.move));
  if ("takeOut" in button.dataset) save({ do: "remove", path: ["stops", position], old: JSON.parse(row.dataset.stop) });
});

form.querySelector("[data-add-stop]").addEventListener("click", () => {
  const place = document.getElementById("new-stop").value;
  save({ do: "insert", path: ["stops"], position: stops.children.length, value: { place } });
});

/** @type {HTMLElement | null} */
let held = null;
for (const row of stops.children) {
  const grip = row.querySelector(".grip");
  grip.addEventListener("pointerdown", (event) => {
    held = row;
    grip.setPointerCapture(event.pointerId);
    row.classList.add("held");
  });
  grip.addEventListener("pointermove", (event) => {
    if (!held) return;
    const over = [...stops.children].find((other) => event.clientY < other.getBoundingClientRect().bottom);
    if (over && over !== held) stops.insertBefore(held, isAfter(held, over) ? over.nextSibling : over);
  });
  grip.addEventListener("pointerup", () => {
    if (!held) return;
    const position = Number(held.dataset.position);
    const to = [...stops.children].indexOf(held);
    held.classList.remove("held");
    held = null;
    if (to !== position) move(position, to);
  });
}

function isAfter(row, other) {
  return Boolean(row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

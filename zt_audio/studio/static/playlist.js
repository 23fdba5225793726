// @ts-check
// The stops of a playlist: moved by drag or by buttons, added and taken out. Each change is saved at once.

import { order } from "/static/order.js";
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

order(stops, (position, to) => save({ do: "move", path: ["stops"], position, to }));

stops.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-take-out]") : null;
  const row = button?.closest("li");
  if (row) save({ do: "remove", path: ["stops", Number(row.dataset.position)], old: JSON.parse(row.dataset.stop) });
});

form.querySelector("[data-add-stop]").addEventListener("click", () => {
  const place = document.getElementById("new-stop").value;
  save({ do: "insert", path: ["stops"], position: stops.children.length, value: { place } });
});

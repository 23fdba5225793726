// The stops of a playlist: put in another order, taken out, added, and moved to another time in steps of five minutes.
// All of it waits for Save, as the fields do.

import { alsoSaved, fieldsOf, isOut, refresh } from "/static/fields.js";
import { drag, ends, order } from "/static/order.js";

const form = document.getElementById("playlist");
const stops = document.getElementById("stops");
const day = form.querySelector(".day");
const offered = document.getElementById("offered");
const STEP_MIN = 5;

const rows = () => [...stops.children];
const times = (row) => [...row.querySelectorAll("[data-slot]")];

/** A stop that is moved takes the time that belongs to its new row, so that the order stays possible. */
const wire = order(stops, (from, to) => {
  const slots = rows().map((row) => times(row).map((field) => field.value));
  slots.splice(from, 0, ...slots.splice(to, 1)); // as they stood before the move
  rows().forEach((row, at) => times(row).forEach((field, which) => (field.value = slots[at][which])));
  renumber();
});

for (const list of form.querySelectorAll(".order")) {
  ends(list);
  order(list, () => {
    ends(list);
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function renumber() {
  rows().forEach((row, at) => (row.querySelector("b").textContent = at + 1));
  ends(stops);
  const staying = rows().filter((row) => !isOut(row));
  for (const row of rows()) row.querySelector("[data-remove]").disabled = staying.length === 1 && row === staying[0];
  refresh();
}

/** Return what the order, the stops that are out and the new ones ask of the file, made one by one after the fields. */
alsoSaved(form, () => {
  const old = rows().filter((row) => "position" in row.dataset);
  const position = (row) => Number(row.dataset.position);
  const gone = old.filter(isOut).sort((one, other) => position(other) - position(one));
  const edits = gone.map((row) => ({ do: "remove", ...JSON.parse(row.querySelector("[data-remove]").dataset.remove) }));
  const now = old.filter((row) => !isOut(row));
  const stand = [...now].sort((one, other) => position(one) - position(other));
  now.forEach((row, to) => {
    const from = stand.indexOf(row);
    if (from === to) return;
    edits.push({ do: "move", path: ["stops"], position: from, to });
    stand.splice(to, 0, ...stand.splice(from, 1));
  });
  rows().filter((row) => !isOut(row)).forEach((row, at) => {
    if ("position" in row.dataset) return;
    const value = {};
    for (const field of row.querySelectorAll("[data-key]")) if (field.value) value[field.dataset.key] = field.value;
    edits.push({ do: "insert", path: ["stops"], position: at, value });
  });
  return edits;
});

const time = document.getElementById("add-time");

function addStop() {
  if (!offered.value || !time.reportValidity()) return;
  const row = document.getElementById("new-stop").content.firstElementChild.cloneNode(true);
  row.querySelector("select").append(offered.selectedOptions[0].cloneNode(true));
  row.querySelector("select").value = offered.value;
  row.querySelector("[data-slot]").value = time.value;
  const later = time.value && rows().find((each) => minutes(times(each)[0]) > minutes(time));
  stops.insertBefore(row, later || null);
  wire(row);
  time.value = "";
  renumber();
  row.querySelector("[data-slot]").focus();
}
document.getElementById("add-stop").addEventListener("click", addStop);
form.addEventListener("submit", () => time.value && addStop(), true); // a time that was typed is a stop that is wanted
stops.addEventListener("put-out", renumber);

// Each stop offers its own place, and then those of the one list on the page.
for (const select of form.querySelectorAll("[data-offered]")) {
  const others = [...offered.options].filter(({ value }) => value !== select.value);
  select.append(...others.map((each) => each.cloneNode(true)));
}

/** Return the minutes after midnight of a time, -1 where there is none. */
function minutes({ value }) {
  const time = /^(\d?\d)[:.,]?(\d\d)$/.exec(value);
  return time ? Number(time[1]) * 60 + Number(time[2]) : -1;
}

function setTime(field, minute) {
  const near = Math.min(1435, Math.max(0, Math.round(minute / STEP_MIN) * STEP_MIN));
  field.value = `${String(Math.floor(near / 60)).padStart(2, "0")}:${String(near % 60).padStart(2, "0")}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("keydown", (event) => {
  const step = { ArrowUp: STEP_MIN, ArrowDown: -STEP_MIN }[event.key];
  const time = event.target.matches(".time") && /^(\d?\d)[:.,]?(\d\d)$/.exec(event.target.value || event.target.placeholder);
  if (!step || !time) return;
  event.preventDefault();
  setTime(event.target, Number(time[1]) * 60 + Number(time[2]) + step);
});

for (const bar of day.querySelectorAll(".stop")) {
  const from = Number(bar.getAttribute("x"));
  const minute = (event, begun) => from + ((event.clientX - begun.clientX) * Number(day.dataset.minutes)) / day.clientWidth;
  drag(bar, (...events) => bar.setAttribute("x", String(Math.round(minute(...events) / STEP_MIN) * STEP_MIN)), (...events) => {
    const row = rows()[bar.dataset.position]; // the time belongs to the row, whichever stop has it now
    if (row && Math.abs(minute(...events) - from) >= STEP_MIN / 2) setTime(times(row)[0], minute(...events));
  });
}

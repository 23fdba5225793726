// The stops of a playlist: put in another order, taken out, added, and moved to another time in steps of five minutes.
// All of it waits for Save, as the fields do.

import { alsoSaved, refresh } from "/static/fields.js";
import { drag, order } from "/static/order.js";
import { isTyped, write } from "/static/studio.js";

const form = document.getElementById("playlist");
const [stops, day, offered, time] = ["#stops", ".day", "#offered", "#add-time"].map((each) => form.querySelector(each));
const STEP_MIN = 5;

const rows = () => [...stops.children];
const stood = rows();
const staying = (all) => all.filter((row) => !row.matches(".out"));
const times = (row) => [...row.querySelectorAll("[data-slot]")];

/** A stop that is moved takes the time that belongs to its new row, so that the order stays possible. */
order(stops, (from, to) => {
  const slots = rows().map((row) => times(row).map((field) => field.value));
  slots.splice(from, 0, ...slots.splice(to, 1)); // as they stood before the move
  rows().forEach((row, at) => times(row).forEach((field, which) => (field.value = slots[at][which])));
  drawDay();
  refresh();
});

/** Return what the order and the new stops ask of the file, made one by one after what is taken out. */
alsoSaved.set(form, () => {
  const stand = staying(stood);
  return staying(rows()).flatMap((row, to) => {
    const from = stand.indexOf(row);
    if (from === to) return [];
    stand.splice(to, 0, ...(from < 0 ? [row] : stand.splice(from, 1)));
    if (from >= 0) return { do: "move", path: ["stops"], position: from, to };
    const typed = [...row.querySelectorAll("[data-key]")].filter((field) => field.value);
    return { do: "insert", path: ["stops"], position: to, value: Object.fromEntries(typed.map((field) => [field.dataset.key, field.value])) };
  });
});

function addStop() {
  if (!offered.value || !time.reportValidity()) return;
  const row = document.getElementById("new-stop").content.firstElementChild.cloneNode(true);
  row.querySelector("select").append(offered.selectedOptions[0].cloneNode(true));
  row.querySelector("[data-slot]").value = time.value;
  const later = time.value && rows().find((each) => minutes(times(each)[0].value) > minutes(time.value));
  stops.insertBefore(row, later || null);
  time.value = "";
  refresh();
  row.querySelector("[data-slot]").focus();
}
document.getElementById("add-stop").addEventListener("click", addStop);
form.addEventListener("submit", () => time.value && addStop(), true); // a time that was typed is a stop that is wanted

// Each stop offers its own place, and then those of the one list on the page.
for (const select of form.querySelectorAll("[data-offered]")) {
  select.append(...[...offered.options].filter(({ value }) => value !== select.value).map((each) => each.cloneNode(true)));
}

const TYPED = new RegExp(`^\\s*${time.pattern}\\s*$`); // as the studio reads a time

/** Return the minutes after midnight of a time, -1 where there is none. */
function minutes(value) {
  const [, hour, minute] = TYPED.exec(value) ?? [];
  return hour ? Number(hour) * 60 + Number(minute) : -1;
}

const nearest = (minute) => Math.min(1435, Math.max(0, Math.round(minute / STEP_MIN) * STEP_MIN));

function setTime(field, minute, near = nearest(minute)) {
  write(field, `${String(Math.floor(near / 60)).padStart(2, "0")}:${String(near % 60).padStart(2, "0")}`);
}

form.addEventListener("keydown", (event) => {
  const step = { ArrowUp: STEP_MIN, ArrowDown: -STEP_MIN }[event.key];
  const minute = event.target.matches(".time") ? minutes(event.target.value || event.target.placeholder) : -1;
  if (!step || minute < 0) return;
  event.preventDefault();
  setTime(event.target, minute + step);
});

const slotsOf = (bar) => times(rows()[bar.dataset.position]); // the time belongs to the row, whichever stop has it now
/** Draw each stop on the line of time where its row says; what a cycle comes to is hidden until it is reckoned again. */
function drawDay() {
  for (const row of rows()) row.querySelector(".cycles")?.classList.toggle("stale", [...row.querySelectorAll("input:not(.time), select")].some(isTyped));
  for (const bar of day.querySelectorAll(".stop")) {
    const [begin, stay] = slotsOf(bar).map(({ value }) => value);
    if (minutes(begin) >= 0) bar.setAttribute("x", minutes(begin));
    bar.setAttribute("width", Math.max(Number(stay) || 0, Number(day.dataset.least)));
  }
}
form.addEventListener("input", drawDay);

const minuteAt = (event, begun) => minutes(slotsOf(begun.target)[0].value) + ((event.clientX - begun.clientX) * Number(day.dataset.minutes)) / day.clientWidth;
drag(day, ".stop[data-position]", (event, begun) => begun.target.setAttribute("x", nearest(minuteAt(event, begun))), (event, begun) => {
  if (Math.abs(event.clientX - begun.clientX) > 3) setTime(slotsOf(begun.target)[0], minuteAt(event, begun));
  else drawDay();
});

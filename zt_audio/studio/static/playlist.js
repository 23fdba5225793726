// The stops of a playlist: put in another order, taken out, added, and moved to another time in steps of five minutes.
// All of it waits for Save, as the fields do.

import { alsoSaved } from "/static/fields.js";
import { drag, order } from "/static/order.js";
import { isTyped, write } from "/static/studio.js";

const form = document.getElementById("playlist");
const [stops, day, offered, time] = ["#stops", ".day", "#offered", "#add-time"].map((each) => form.querySelector(each));
const STEP_MIN = 5;

const rows = () => [...stops.children], stood = rows();
const staying = (all) => all.filter((row) => !row.matches(".out"));
const times = (row) => [...row.querySelectorAll("[data-slot]")];
const slots = () => rows().map((row) => times(row).map(({ value }) => value));

/** Tell of each stop before how many of those above it are over it begins, were `all` the times and minutes. */
function clashes(all, above = [[-Infinity, -Infinity]]) {
  return rows().map((row, at) => {
    const [arrive, stay] = row.matches(".out") ? ["", 0] : all[at];
    const begin = minutes(arrive), found = above.filter(([from, to]) => begin <= from || begin < to);
    if (begin >= 0) above.push([begin, begin]);
    above.at(-1)[1] += Number(stay); // a stop without a time comes right after the one above
    return found.length;
  });
}

/** A stop that is moved keeps its time where the order is as possible with it, or gives it for that of its new row, at worst with the minutes. */
order(stops, (from, to) => {
  const own = slots(), old = slots(), count = (all) => clashes(all).reduce((sum, each) => sum + each, 0);
  old.splice(from, 0, ...old.splice(to, 1)); // as they stood before the move
  const [best] = [own, own.map(([, stay], at) => [old[at][0], stay]), old].sort((one, other) => count(one) - count(other));
  rows().forEach((row, at) => times(row).forEach((field, which) => field.value === best[at][which] || write(field, best[at][which])));
  stops.dispatchEvent(new Event("input", { bubbles: true }));
});
stops.addEventListener("input", () => clashes(slots()).forEach((found, at) => (rows()[at].querySelector("[data-clash]").hidden = !found)));

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

document.getElementById("found").addEventListener("click", () => form.querySelector("[data-clash]:not([hidden]), .stops .error").scrollIntoView({ block: "center" }));
function addStop() {
  if (!offered.value || !time.reportValidity()) return;
  const row = document.getElementById("new-stop").content.firstElementChild.cloneNode(true);
  row.querySelector("select").append(offered.selectedOptions[0].cloneNode(true));
  const later = time.value && rows().find((each) => minutes(times(each)[0].value) > minutes(time.value));
  stops.insertBefore(row, later || null);
  write(row.querySelector("[data-slot]"), time.value);
  time.value = "";
  row.querySelector("[data-slot]").focus();
}
document.getElementById("add-stop").addEventListener("click", addStop);
form.addEventListener("submit", () => time.value && addStop(), true); // a time that was typed is a stop that is wanted

// Each stop offers its own place, and then those of the one list on the page.
form.querySelectorAll("[data-offered]").forEach((select) => select.append(...[...offered.options].filter(({ value }) => value !== select.value).map((each) => each.cloneNode(true))));

const TYPED = new RegExp(`^\\s*${time.pattern}\\s*$`); // as the studio reads a time

/** Return the minutes after midnight of a time, NaN where there is none. */
const minutes = (value) => TYPED.exec(value)?.slice(1).reduce((hours, rest) => hours * 60 + Number(rest), 0) ?? NaN;
const nearest = (minute) => Math.min(1435, Math.max(0, Math.round(minute / STEP_MIN) * STEP_MIN));
const setTime = (field, minute, near = nearest(minute)) => write(field, [Math.floor(near / 60), near % 60].map((each) => String(each).padStart(2, "0")).join(":"));

form.addEventListener("keydown", (event) => {
  const step = { ArrowUp: STEP_MIN, ArrowDown: -STEP_MIN }[event.key];
  const minute = event.target.matches(".time") ? minutes(event.target.value || event.target.placeholder) : NaN;
  if (!step || !(minute >= 0)) return;
  event.preventDefault();
  setTime(event.target, minute + step);
});

const slotsOf = (bar) => times(rows()[bar.dataset.position]); // the time belongs to the row, whichever stop has it now
/** Draw each stop on the line of time where its row says; what a cycle comes to follows its minutes, and is hidden where its words change. */
function drawDay() {
  for (const each of stops.querySelectorAll(".cycles, .told:not([data-clash])")) {
    const about = each.matches(".told") ? "input, select" : "input:not([data-slot]), select"; // how long a cycle is, neither says
    each.classList.toggle("stale", [...each.closest("#stops > li").querySelectorAll(about)].some(isTyped));
  }
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

// The stops of a playlist: put in another order, and moved to another time in steps of five minutes.

import { drag, order } from "/static/order.js";
import { fail, send } from "/static/studio.js";

const form = document.getElementById("playlist");
const day = form.querySelector(".day");
const STEP_MIN = 5;

order(document.getElementById("stops"), (position, to) => {
  const edits = [{ do: "move", path: ["stops"], position, to }];
  send("/save", { file: form.dataset.file, edits }).then(() => location.reload(), fail);
});

// Each stop offers its own place, and then those of the one list on the page.
for (const select of form.querySelectorAll("[data-offered]")) {
  const others = [...document.getElementById("offered").options].filter(({ value }) => value !== select.value);
  select.append(...others.map((each) => each.cloneNode(true)));
}

function setTime(field, minute) {
  const near = Math.min(1435, Math.max(0, Math.round(minute / STEP_MIN) * STEP_MIN));
  field.value = `${String(Math.floor(near / 60)).padStart(2, "0")}:${String(near % 60).padStart(2, "0")}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("keydown", (event) => {
  const step = { ArrowUp: STEP_MIN, ArrowDown: -STEP_MIN }[event.key];
  const time = event.target.matches(".time") && /^(\d?\d):(\d\d)$/.exec(event.target.value || event.target.placeholder);
  if (!step || !time) return;
  event.preventDefault();
  setTime(event.target, Number(time[1]) * 60 + Number(time[2]) + step);
});

for (const bar of day.querySelectorAll(".stop")) {
  const from = Number(bar.getAttribute("x"));
  const minute = (event, begun) => from + ((event.clientX - begun.clientX) * Number(day.dataset.minutes)) / day.clientWidth;
  drag(bar, (...events) => bar.setAttribute("x", String(Math.round(minute(...events) / STEP_MIN) * STEP_MIN)), (...events) => {
    if (Math.abs(minute(...events) - from) < STEP_MIN / 2) return;
    setTime(form.querySelector(`li[data-position="${bar.dataset.position}"] .time`), minute(...events));
    form.requestSubmit();
  });
}

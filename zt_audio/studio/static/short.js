// Say while it is typed how long the short text of an appeal lasts.

import { fail, later, send } from "/static/studio.js";

const box = document.getElementById("short");
const fields = [...document.querySelectorAll(`[data-path^='["short"']`)];
const texts = () => Object.fromEntries(fields.map((field) => [JSON.parse(field.dataset.path)[1], field.value]));
const say = async () => {
  const told = await (await send(box.dataset.short, { text: texts() })).json();
  box.textContent = told.told;
  box.className = told.wrong ? "bad" : "soft";
};
const saySoon = later(120, () => say().catch(fail));
for (const field of fields) field.addEventListener("input", saySoon);

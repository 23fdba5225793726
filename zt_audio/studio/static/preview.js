// Say while it is typed what would be said: the studio fills a box from the fields of a page.

import { draw, fail, later, send, write } from "/static/studio.js";

const boxes = [...document.querySelectorAll("[data-preview]")];
const stale = new Set(boxes.filter((box) => box.matches(":empty")));

async function say(box) {
  const typed = [...document.querySelectorAll(`main [data-as], [id="${box.dataset.of}"] :is(input, select, textarea)[name]`)];
  const values = new URLSearchParams([["id", box.dataset.id ?? ""], ...typed.map((field) => [field.name || field.dataset.as, field.value])]);
  const asked = (box.asked = values), told = await (await send(box.dataset.preview, values)).text();
  if (box.asked === asked) draw(box, told); // else what was typed since is asked for
  const named = box.querySelector("[data-kind]"), { kind } = box.closest("form") ?? {};
  if (named && !kind.value) write(kind, named.dataset.kind); // what a person has chosen stays
}
const saySoon = later(120, () => stale.forEach((box) => stale.delete(box) && say(box).catch(fail)));
document.addEventListener("input", ({ target }) => {
  if (target.name || target.dataset.as) boxes.filter((box) => box.closest(".speech, #stops > li")?.contains(target) ?? true).forEach((box) => stale.add(box));
  saySoon();
});
saySoon();

// Who speaks each language: fetched after the page, because every engine is asked. Each change is saved at once.

import { order } from "/static/order.js";
import { fail, send } from "/static/studio.js";

const box = document.getElementById("voices");

async function load() {
  const focused = document.activeElement?.getAttribute("aria-label");
  box.innerHTML = await (await fetch("/recordings/voices/chains")).text();
  for (const chain of box.querySelectorAll(".chain")) wire(chain);
  [...box.querySelectorAll("[aria-label]")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
}

function wire(chain) {
  const names = JSON.parse(chain.dataset.chain), path = ["voices", chain.dataset.lang];
  const standing = (position) => ({ path: [...path, position], old: names[position] });

  /** Save `edits`, or the whole of a chain that the file does not hold yet. */
  async function save(edits, all) {
    await send("/save", { file: box.dataset.file, edits: "written" in chain.dataset ? edits : [{ do: "put", path, value: all }] }).catch(fail);
    load();
  }

  order(chain, (position, to) => save([{ ...standing(position), new: names[position] }, { do: "move", path, position, to }], names.toSpliced(position, 1).toSpliced(to, 0, names[position])));
  chain.parentElement.addEventListener("click", ({ target }) => {
    const item = target.closest("[data-take-out]")?.closest("li");
    const position = [...chain.children].indexOf(item);
    if (item) save([{ do: "remove", ...standing(position) }], names.toSpliced(position, 1));
    const value = target.closest("[data-add]")?.parentElement.querySelector("select").value;
    if (value) save([{ do: "insert", path, position: 0, value }], [value, ...names]);
  });
}

load();

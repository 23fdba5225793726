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
  const names = JSON.parse(chain.dataset.chain);
  const path = ["voices", chain.dataset.lang];

  /** Save `edit`, or the whole of a chain that the file does not hold yet. */
  async function save(edit, all) {
    const edits = ["written" in chain.dataset ? edit : { do: "put", path, value: all }];
    await send("/save", { file: box.dataset.file, edits }).catch(fail);
    load();
  }

  order(chain, (position, to) => save({ do: "move", path, position, to }, names.toSpliced(position, 1).toSpliced(to, 0, names[position])));
  chain.parentElement.addEventListener("click", ({ target }) => {
    const item = target.closest("[data-take-out]")?.closest("li");
    const position = [...chain.children].indexOf(item);
    if (item) save({ do: "remove", path: [...path, position], old: names[position] }, names.toSpliced(position, 1));
    const value = target.closest("[data-add]")?.parentElement.querySelector("select").value;
    if (value) save({ do: "insert", path, position: 0, value }, [value, ...names]);
  });
}

load();

// @ts-check
// Who speaks each language: fetched after the page, because every engine is asked. Each change is saved at once.

import { order } from "/static/order.js";
import { send, toast } from "/static/studio.js";

const box = document.getElementById("voices");

async function load() {
  const focused = document.activeElement?.getAttribute("aria-label");
  const answer = await fetch("/recordings/voices/chains").catch(() => null);
  if (!answer) return;
  box.innerHTML = await answer.text();
  for (const chain of box.querySelectorAll(".chain")) wire(chain);
  if (focused) [...box.querySelectorAll("[aria-label]")].find((each) => each.getAttribute("aria-label") === focused)?.focus();
}

function wire(chain) {
  const names = JSON.parse(chain.dataset.chain);
  const path = ["voices", chain.dataset.lang];

  /** Save `edit`, or the whole of a chain that the file does not hold yet. */
  async function save(edit, all) {
    try {
      await send("/save", { file: box.dataset.file, edits: ["written" in chain.dataset ? edit : { do: "put", path, value: all }] });
    } catch (error) {
      toast(error.message);
    }
    load();
  }

  order(chain, (position, to) => save({ do: "move", path, position, to }, names.toSpliced(position, 1).toSpliced(to, 0, names[position])));
  chain.parentElement.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button && "takeOut" in button.dataset) {
      const position = [...chain.children].indexOf(button.closest("li"));
      save({ do: "remove", path: [...path, position], old: names[position] }, names.toSpliced(position, 1));
    }
    if (button && "add" in button.dataset) {
      const value = button.parentElement.querySelector("select").value;
      save({ do: "insert", path, position: 0, value }, [value, ...names]);
    }
  });
}

load();

// @ts-check
// How a word is said: what will sound otherwise is shown and heard before the word is taught.

import { draw, offerUndo, send, toast } from "/static/studio.js";

/**
 * Open the panel of a word in `box`. `draft` gives the text that is not saved yet, `taught` is called when the lexicon
 * has the word, `writeOut` puts the spoken words into the text instead.
 */
export async function teach(box, word, draft, taught, writeOut) {
  const tried = async (spoken) => (await send("/lexicon/try", { ...word, spoken, ...draft() })).text();
  box.innerHTML = await tried(null);
  const field = box.querySelector("input");
  const changes = box.querySelector("[data-changes]");
  const close = () => box.replaceChildren();
  let timer = 0;
  const show = () => tried(field.value).then((html) => draw(changes, html), (error) => toast(error.message));
  const keep = async () => {
    try {
      const { old } = field.dataset;
      const answer = await send("/lexicon", { ...word, spoken: field.value, old: old === undefined ? null : old });
      offerUndo((await answer.json()).undo);
      close();
      taught();
    } catch (error) {
      toast(error.message);
    }
  };
  field.focus();
  field.select();
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the field stands in the form of the texts
    keep();
  });
  box.onkeydown = (event) => event.key === "Escape" && close();
  box.oninput = (event) => event.stopPropagation(); // it is no text of the appeal
  box.querySelector("[data-keep]").addEventListener("click", keep);
  box.querySelector("[data-close]").addEventListener("click", close);
  box.querySelector("[data-write]").addEventListener("click", () => {
    writeOut(field.value);
    close();
  });
}

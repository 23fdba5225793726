// How a word is said: what will sound otherwise is shown and heard before the word is taught.

import { draw, fail, later, save, send } from "/static/studio.js";

/**
 * Open the panel of a word in `box`. `draft` gives the text that is not saved yet, `taught` is called when the lexicon
 * has the word, `writeOut` puts the spoken words into the text instead, those of the whole where the word has an ending.
 */
export async function teach(box, word, draft, taught, writeOut) {
  const opener = document.activeElement;
  const tried = async (spoken) => (await send("/lexicon/try", { ...word, spoken, ...draft() })).text();
  box.innerHTML = await tried(null);
  const field = box.querySelector("input"), changes = box.querySelector("[data-changes]");
  const close = () => (box.replaceChildren(), opener.focus());
  const keep = () => save("/lexicon", { ...word, spoken: field.value, old: field.dataset.old ?? null }).then(taught);
  const write = async () => {
    draw(changes, await tried(field.value));
    writeOut(changes.querySelector("[data-whole]")?.textContent ?? field.value);
  };
  field.focus();
  field.select();
  field.addEventListener("input", later(300, () => tried(field.value).then((html) => draw(changes, html), fail)));
  field.form.onsubmit = (event) => {
    event.preventDefault();
    (event.submitter?.value === "write" ? write() : keep()).then(close, fail);
  };
  box.onkeydown = ({ key }) => void (key === "Escape" && close()); // a handler that returns false would eat the key
  box.oninput = (event) => event.stopPropagation(); // it is no text of the appeal
  box.querySelector("[data-close]").addEventListener("click", close);
}

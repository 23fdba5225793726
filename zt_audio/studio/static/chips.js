// A greeting is written in a box beside its field. A slot is a chip there: it goes as a whole or not at all.

import { write } from "/static/studio.js";

const chip = (words) => Object.assign(document.createElement("span"), { className: "chip", contentEditable: "false", textContent: words });

for (const box of document.querySelectorAll(".chips")) {
  const field = box.nextElementSibling;
  const show = () => box.innerText === field.value || box.replaceChildren(...field.value.split(/(‹[^‹›]*›)/).map((words, at) => (at % 2 ? chip(words) : words)));
  box.addEventListener("input", () => write(field, box.innerText));
  field.addEventListener("input", show); // words that were kept, or another person's
  box.parentElement.addEventListener("click", ({ target }) => {
    if (!target.dataset.chip) return;
    const caret = getSelection();
    if (!box.contains(caret.anchorNode)) caret.setPosition(box, box.childNodes.length);
    caret.getRangeAt(0).deleteContents();
    caret.getRangeAt(0).insertNode(chip(target.dataset.chip));
    caret.collapseToEnd();
    write(field, box.innerText);
  });
  show();
}

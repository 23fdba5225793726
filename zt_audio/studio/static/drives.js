// The list of sticks: asked for again while the page is seen, and drawn anew only where it changed.

import { draw } from "/static/studio.js";

const box = document.getElementById("drives");
setInterval(async () => {
  const answer = document.hidden ? null : await fetch(box.dataset.address).catch(() => null);
  if (!answer?.ok) return;
  const chosen = box.querySelector("input:checked")?.value;
  draw(box, await answer.text());
  for (const input of box.querySelectorAll("input")) input.checked ||= input.value === chosen;
}, 2000);

// @ts-check
// The list of sticks: asked for again while the page is seen, and drawn anew only where it changed.

const box = document.getElementById("drives");
let last = box.innerHTML.trim();

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(box.dataset.address).catch(() => null);
  if (!answer?.ok) return;
  const now = (await answer.text()).trim();
  if (now === last) return;
  last = now;
  const chosen = box.querySelector("input:checked")?.value;
  box.innerHTML = now;
  const again = [...box.querySelectorAll("input")].find((input) => input.value === chosen);
  if (again) again.checked = true;
}, 2000);

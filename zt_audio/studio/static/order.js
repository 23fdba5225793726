// @ts-check
// Put a list in another order, by the grip of an item or by its buttons with an arrow.

/** Call `move` with the position of an item of `list` and the one where a person wants it. */
export function order(list, move) {
  const place = (item) => [...list.children].indexOf(item);
  list.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
    const from = button ? place(button.closest("li")) : 0;
    if (button) move(from, from + Number(button.dataset.move));
  });
  for (const item of list.children) {
    const grip = item.querySelector(".grip");
    let from = -1;
    grip.addEventListener("pointerdown", (event) => {
      from = place(item);
      grip.setPointerCapture(event.pointerId);
      item.classList.add("held");
    });
    grip.addEventListener("pointermove", (event) => {
      const over = [...list.children].find((other) => event.clientY < other.getBoundingClientRect().bottom);
      if (from >= 0 && over && over !== item) list.insertBefore(item, place(item) < place(over) ? over.nextSibling : over);
    });
    grip.addEventListener("pointerup", () => {
      item.classList.remove("held");
      if (from >= 0 && place(item) !== from) move(from, place(item));
      from = -1;
    });
  }
}

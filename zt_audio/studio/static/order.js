// Put a list in another order, by the grip of an item or by its buttons with an arrow.

/** Follow a pointer from where it took hold of `handle`; `moved` and `dropped` get its event and the first one. */
export function drag(handle, moved, dropped) {
  let begun = null;
  handle.addEventListener("pointerdown", (event) => {
    begun = event;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => begun && moved(event, begun));
  handle.addEventListener("pointerup", (event) => {
    if (begun) dropped(event, begun);
    begun = null;
  });
}

/** Call `move` with the position of an item of `list` and the one where a person wants it. */
export function order(list, move) {
  const place = (item) => [...list.children].indexOf(item);
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]");
    const from = place(button?.closest("li"));
    if (button) move(from, from + Number(button.dataset.move));
  });
  for (const item of list.children) {
    const from = place(item);
    drag(item.querySelector(".grip"), (event) => {
      item.classList.add("held");
      const over = [...list.children].find((other) => event.clientY < other.getBoundingClientRect().bottom);
      if (over && over !== item) list.insertBefore(item, place(item) < place(over) ? over.nextSibling : over);
    }, () => {
      item.classList.remove("held");
      if (place(item) !== from) move(from, place(item));
    });
  }
}

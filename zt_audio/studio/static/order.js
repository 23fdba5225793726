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

/** Nothing goes before the first item of a list or after the last one, nor in the lists within its items. */
export function ends(list) {
  for (const button of list.querySelectorAll("[data-move]")) {
    const item = button.closest("li");
    button.disabled = !(button.dataset.move === "1" ? item.nextElementSibling : item.previousElementSibling);
  }
}

/** Let a person move the items of `list`; `moved` is called with where an item was and where it is now. Return what does so for a new item. */
export function order(list, moved) {
  const place = (item) => [...list.children].indexOf(item);
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]");
    const item = button?.closest("li");
    const other = button?.dataset.move === "1" ? item.nextElementSibling : item?.previousElementSibling;
    if (!other || item.parentElement !== list) return; // of a list within
    const from = place(item);
    list.insertBefore(item, button.dataset.move === "1" ? other.nextSibling : other);
    button.focus();
    moved(from, place(item));
  });
  let from = 0;
  const wire = (item) =>
    drag(item.querySelector(".grip"), (event) => {
      if (!item.classList.contains("held")) from = place(item);
      item.classList.add("held");
      const over = [...list.children].find((other) => event.clientY < other.getBoundingClientRect().bottom);
      if (over && over !== item) list.insertBefore(item, place(item) < place(over) ? over.nextSibling : over);
    }, () => {
      if (item.classList.contains("held") && place(item) !== from) moved(from, place(item));
      item.classList.remove("held");
    });
  [...list.children].forEach(wire);
  return wire;
}

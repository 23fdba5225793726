// Put a list in another order, by the grip of an item or by its buttons with an arrow.

/** Follow a pointer from where it took hold of a `handle` in `box`; `moved` and `dropped` get its event and the first one. */
export function drag(box, handle, moved, dropped) {
  box.addEventListener("pointerdown", (begun) => {
    const { target } = begun;
    if (!target.matches(handle)) return;
    begun.stopPropagation(); // to the list that this one stands in
    target.setPointerCapture(begun.pointerId);
    target.onpointermove = (event) => moved(event, begun);
    target.onpointerup = (event) => {
      target.onpointermove = target.onpointerup = null;
      dropped(event, begun);
    };
  });
}

/** Let a person move the items of `list`; `moved` is called with where an item was and where it is now. */
export function order(list, moved) {
  const place = (item) => [...list.children].indexOf(item);
  const pass = (item, other) => (place(item) < place(other) ? other.after(item) : other.before(item));
  list.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-move]"), item = button?.closest("li");
    if (item?.parentElement !== list) return; // of a list within
    const from = place(item), { top } = button.getBoundingClientRect();
    pass(item, list.children[from + Number(button.dataset.move)]);
    button.focus({ preventScroll: true });
    scrollBy(0, button.getBoundingClientRect().top - top); // it stays under the mouse
    moved(from, place(item));
  });
  let from = 0;
  drag(list, ".grip", (event, { target }) => {
    const item = target.closest("li");
    if (!item.classList.contains("held")) from = place(item);
    item.classList.add("held");
    const over = [...list.children].find((other) => event.clientY < other.getBoundingClientRect().bottom);
    if (over && over !== item) pass(item, over);
  }, (_event, { target }) => {
    const item = target.closest("li");
    if (item.classList.contains("held") && place(item) !== from) moved(from, place(item));
    item.classList.remove("held");
  });
  /** Nothing goes before the first item or after the last one; there the other arrow takes the focus. */
  const ends = () => {
    const held = document.activeElement;
    [...list.children].forEach((item, at, items) => {
      for (const button of item.querySelectorAll(":scope > [data-move], :scope > .plays > [data-move]")) button.disabled = !items[at + Number(button.dataset.move)];
    });
    if (list.contains(held) && held.disabled) held.parentElement.querySelector("[data-move]:enabled").focus({ preventScroll: true });
  };
  new MutationObserver(ends).observe(list, { childList: true });
  ends();
}

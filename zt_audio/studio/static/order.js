// Put a list in another order, by the grip of an item or by its buttons with an arrow.

/** Follow a pointer from where it took hold of a `handle` in `box`; `moved` and `dropped` get its event and the first one. */
export function drag(box, handle, moved, dropped) {
  box.addEventListener("pointerdown", (begun) => {
    const { target } = begun;
    if (!target.matches(handle)) return;
    begun.stopPropagation(); // to the list that this one stands in
    target.setPointerCapture(begun.pointerId);
    target.onpointermove = (event) => moved(event, begun);
    target.onpointerup = (event) => ((target.onpointermove = target.onpointerup = null), dropped(event, begun));
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
    const arrows = [button, ...button.parentElement.querySelectorAll("[data-move]")]; // at an end of the list one is hidden
    arrows.find((each) => each.checkVisibility({ visibilityProperty: true })).focus({ preventScroll: true });
    moved(from, place(item)); // it may say what is wrong now, which takes room
    stay(button, top);
  });
  /** Keep `button` under the mouse: by scrolling, and where the page ends by room around the list, so that no press meets another thing. */
  function stay(button, top) {
    const apart = () => button.getBoundingClientRect().top - top;
    scrollBy(0, apart());
    list.style.marginTop = `${Math.max(0, parseFloat(list.style.marginTop || 0) - apart())}px`;
    list.style.marginBottom = `${Math.max(0, parseFloat(list.style.marginBottom || 0) + apart())}px`;
    scrollBy(0, apart());
  }
  document.addEventListener("pointerover", ({ target }) => target.closest("[data-move]") || (list.style.margin = "")); // who is elsewhere needs no room
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
}

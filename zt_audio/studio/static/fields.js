// @ts-check
// A form whose fields each stand for one value of a file: what was changed is saved, and nothing else.

import { send, toast } from "/static/studio.js";

for (const form of document.querySelectorAll("form.fields")) {
  const words = JSON.parse(form.dataset.words);
  const fields = [...form.querySelectorAll("[data-path]")];
  const state = form.querySelector("output");
  const kept = new Map(fields.map((field) => [field, read(field)]));
  const changed = () => fields.filter((field) => read(field) !== kept.get(field));

  const show = () => {
    const dirty = changed().length > 0;
    state.textContent = dirty ? words.unsaved : words.saved;
    state.classList.toggle("dirty", dirty);
  };

  const save = async () => {
    const edits = changed().map((field) => edit(field, kept.get(field)));
    if (!edits.length) return;
    try {
      await send("/save", { file: form.dataset.file, edits });
      location.reload(); // what is wrong, and what follows from it, is shown by the page
    } catch (error) {
      toast(error.status ? error.message : words.offline);
    }
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      save();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (changed().length) event.preventDefault();
  });
}

/** Return what a field says; one of check boxes says the names of those that are checked, in their order. */
function read(field) {
  if (!("checks" in field.dataset)) return field.value;
  return [...field.querySelectorAll("input:checked")].map((box) => box.value).join(", ");
}

/** A value that may be left out is taken out of the file where its field is empty. */
function edit(field, old) {
  const path = JSON.parse(field.dataset.path);
  const optional = "optional" in field.dataset;
  const list = (value) => value.split(",").map((item) => item.trim()).filter(Boolean);
  const value = read(field);
  if ("list" in field.dataset) {
    return list(value).length ? { do: "put", path, value: list(value) } : { do: "remove", path, old: list(old) };
  }
  if (optional && value === "") return { do: "remove", path, old };
  return { path, old: optional && old === "" ? null : old, new: value };
}

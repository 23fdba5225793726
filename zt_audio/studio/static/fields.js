// @ts-check
// Forms whose fields each stand for one value of a file: what was changed is saved, and nothing else.

import { save as send, toast } from "/static/studio.js";

const forms = [...document.querySelectorAll("form.fields")];
const words = JSON.parse(forms[0].dataset.words);
const fieldsOf = (form) => [...form.querySelectorAll("[data-path]")];
const kept = new Map(forms.flatMap(fieldsOf).map((field) => [field, read(field)]));
const changed = (form) => fieldsOf(form).filter((field) => read(field) !== kept.get(field));

function show(form) {
  const dirty = changed(form).length > 0;
  const state = form.querySelector("output");
  state.textContent = dirty ? words.unsaved : words.saved;
  state.classList.toggle("dirty", dirty);
}

async function save() {
  for (const form of forms) {
    const fields = changed(form);
    if (!fields.length) continue;
    try {
      await send(form.dataset.file, fields.map(edit));
      for (const field of fields) kept.set(field, read(field));
      show(form);
    } catch (error) {
      if (error.status === 409) form.insertAdjacentHTML("afterbegin", error.answer.html);
      form.querySelector(".conflict button")?.focus();
      toast(error.status ? error.message : words.offline);
      return;
    }
  }
  location.reload(); // what is wrong, and what follows from it, is shown by the page
}

/** Another person has written the same value: show both, and let this person choose. */
function choose(form, { target }) {
  const box = target instanceof HTMLButtonElement && target.closest(".conflict");
  if (!box) return;
  const field = fieldsOf(form).find((one) => one.dataset.path === box.dataset.at);
  kept.set(field, box.dataset.theirs);
  write(field, target.value);
  box.remove();
  show(form);
}

for (const form of forms) {
  form.addEventListener("input", () => show(form));
  form.addEventListener("click", (event) => choose(form, event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
}
/** Return what a field says; one of check boxes says the names of those that are checked, in their order. */
function read(field) {
  if (!("checks" in field.dataset)) return field.value;
  return [...field.querySelectorAll("input:checked")].map((box) => box.value).join(", ");
}

function write(field, value) {
  if (!("checks" in field.dataset)) field.value = value;
  for (const box of field.querySelectorAll("input")) box.checked = value.split(", ").includes(box.value);
}

/** A value that may be left out is taken out of the file where its field is empty. */
function edit(field) {
  const path = JSON.parse(field.dataset.path);
  const [old, value] = [kept.get(field), read(field)];
  const list = (said) => said.split(",").map((item) => item.trim()).filter(Boolean);
  if ("list" in field.dataset) {
    if (!list(value).length) return { do: "remove", path, old: list(old) };
    return { do: "put", path, old: list(old), value: list(value) };
  }
  const optional = "optional" in field.dataset;
  if (optional && value === "") return { do: "remove", path, old };
  return { path, old: optional && old === "" ? null : old, new: value };
}

// Forms whose fields each stand for one value of a file: what was changed is saved, and nothing else.

import { fail, save as send } from "/static/studio.js";

const forms = [...document.querySelectorAll("form.fields")];
const fieldsOf = (form) => [...form.querySelectorAll("[data-path]")];
/** What the file says for each field; a quick person may have typed already. */
export const kept = new Map(forms.flatMap(fieldsOf).map((field) => [field, field.dataset.kept ?? field.defaultValue ?? read(field)]));
const changed = (form) => fieldsOf(form).filter((field) => read(field) !== kept.get(field));
export const isDirty = (form) => changed(form).length > 0;

function show(form) {
  const state = form.querySelector("output");
  state.textContent = isDirty(form) ? state.dataset.unsaved : state.dataset.saved;
  state.classList.toggle("dirty", isDirty(form));
}

async function save() {
  for (const form of forms) {
    const sent = new Map(changed(form).map((field) => [field, read(field)]));
    if (!sent.size) continue;
    try {
      await send(form.dataset.file, [...sent].map(([field, value]) => edit(field, value)));
    } catch (error) {
      form.querySelector("[data-conflicts]").innerHTML = error.answer?.html ?? "";
      form.querySelector(".conflict button")?.focus();
      return fail(error);
    }
    for (const [field, value] of sent) kept.set(field, value); // more may have been typed meanwhile
    form.dataset.sent = "";
    form.dispatchEvent(new Event("input"));
  }
  if (!forms.some((form) => "stays" in form.dataset)) location.reload(); // what is wrong is shown by the page
}

/** Another person has written the same value: show both, and let this person choose. */
function choose(form, { target }) {
  const box = target instanceof HTMLButtonElement && target.closest(".conflict");
  if (!box) return;
  const field = fieldsOf(form).find((one) => one.dataset.path === box.dataset.at);
  kept.set(field, box.dataset.theirs);
  write(field, target.value);
  box.remove();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const form of forms) {
  form.addEventListener("input", () => show(form));
  form.addEventListener("click", (event) => choose(form, event));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  show(form);
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

function edit(field, value) {
  const { path, list, optional } = field.dataset;
  return { path: JSON.parse(path), old: kept.get(field), new: value, list: list === "", optional: optional === "" };
}

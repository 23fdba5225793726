// @ts-check
// Forms whose fields each stand for one value of a file: what was changed is saved, and nothing else.

import { send, toast } from "/static/studio.js";

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
      await send("/save", { file: form.dataset.file, edits: fields.map(edit) });
      for (const field of fields) kept.set(field, read(field));
    } catch (error) {
      if (error.status === 409) compare(form, error.answer.conflicts);
      toast(error.status ? error.message : words.offline);
      return;
    }
  }
  location.reload(); // what is wrong, and what follows from it, is shown by the page
}

/** Show what another person has written beside each field that is concerned; this person chooses. */
function compare(form, conflicts) {
  for (const { path, theirs } of conflicts) {
    const field = fieldsOf(form).find((one) => one.dataset.path === JSON.stringify(path));
    if (!field) continue;
    const value = Array.isArray(theirs) ? theirs.join(", ") : (theirs ?? "");
    const box = document.createElement("div");
    box.className = "theirs";
    box.append(`${words.theirs} ${value || "–"}`, document.createElement("br"));
    for (const [label, take] of [[words.takeTheirs, true], [words.takeMine, false]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        kept.set(field, value);
        if (take) write(field, value);
        box.remove();
        show(form);
      });
      box.append(button);
    }
    field.closest("label, fieldset, td").after(box);
    box.querySelector("button").focus();
  }
}

for (const form of forms) {
  form.addEventListener("input", () => show(form));
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

// Forms whose fields each stand for one value of a file: what was changed is saved, and nothing else.

import { order } from "/static/order.js";
import { drawAnew, fail, first, mark, save, send, write } from "/static/studio.js";

const forms = [...document.querySelectorAll("form.fields")];
const fieldsOf = (form) => [...form.querySelectorAll("[data-path]")].filter((field) => !field.closest(".out"));

/** What returns, for a form, the edits to be saved after those of its fields and of what is crossed out. */
export const alsoSaved = new Map();
/** What the file says for each field; a quick person may have typed already. */
export const kept = new Map(forms.flatMap(fieldsOf).map((field) => [field, field.dataset.kept ?? field.defaultValue ?? read(field)]));
const changed = (form) => fieldsOf(form).filter((field) => read(field) !== kept.get(field));
const restructured = (form) => [...removals(form), ...(alsoSaved.get(form)?.() ?? [])];
const added = (form) => [...form.querySelectorAll('[form^="add-"]')].filter((field) => (field.value ?? "") !== (field.defaultValue ?? field.value ?? ""));
export const isDirty = (form) => changed(form).length > 0 || restructured(form).length > 0 || added(form).length > 0;

/** Return the edits that take out what a person has crossed out, of a list its last item first; what is new is in no file. */
function removals(form) {
  const boxes = [...form.querySelectorAll(".out")].filter((box) => !box.parentElement.closest(".out"));
  const taken = boxes.map((box) => ({ do: "remove", ...JSON.parse(box.querySelector("[data-remove]").dataset.remove) }));
  return taken.filter(({ path }) => path).sort((one, other) => other.path.at(-1) - one.path.at(-1) || 0);
}

/** Say on the whole page whether all of it is saved: one press saves all forms. */
export function refresh() {
  const dirty = forms.some(isDirty);
  for (const state of document.querySelectorAll("output[data-saved]")) {
    state.textContent = dirty ? state.dataset.unsaved : state.dataset.saved;
    state.classList.toggle("dirty", dirty);
  }
}

/** Save all that a person typed on this page: fields, what is crossed out or moved, and new entries. Throws a refusal.
 *
 * `asked` is the form of a new entry that is sent by its own button. Return whether what stands on the page is another now. */
async function saveNow(asked = null) {
  let isOther = false;
  for (const form of forms) {
    const sent = new Map(changed(form).map((field) => [field, read(field)]));
    const edits = [...[...sent].map(([field, value]) => edit(field, value)), ...restructured(form)];
    const stands = JSON.parse(form.dataset.stands ?? "[]").filter((each) => edits.some(({ path }) => path[0] === each.path[0])); // has to stand there still
    if (edits.length) {
      await save("/save", { file: form.dataset.file, edits: [...stands, ...edits] }).catch((error) => {
        form.querySelector("[data-conflicts]").innerHTML = error.answer?.html ?? "";
        form.querySelector(".conflict :is(button, a)")?.focus();
        throw error;
      });
      for (const [field, value] of sent) {
        kept.set(field, value); // more may have been typed meanwhile
        delete field.dataset.old;
      }
      isOther ||= restructured(form).length > 0;
    }
    for (const adding of new Set(added(form).map((field) => field.form).filter((each) => each !== asked))) {
      if (!adding.reportValidity()) throw new Error(document.querySelector("output[data-saved]").dataset.unsaved);
      await send(adding.action, new URLSearchParams(new FormData(adding))).then(() => delete adding.dataset.touched);
      for (const field of adding.elements) field.value = field.defaultValue ?? field.value;
    }
    form.dispatchEvent(new Event("input"));
  }
  if (isOther) document.querySelectorAll("output.dirty").forEach((state) => state.classList.remove("dirty")); // it is drawn anew
  return isOther;
}
let saved = Promise.resolve();
/** Save after the save that runs: both would send the same words, and the second would be refused as another person's. */
first.save = (asked = null) => {
  const saving = saved.then(() => saveNow(asked));
  saved = saving.catch(() => {});
  return saving;
};

/** Another person has written the same value: show both, and let this person choose. */
function choose({ target, currentTarget: form }) {
  const box = target instanceof HTMLButtonElement && target.closest(".conflict");
  if (!box) return;
  const field = fieldsOf(form).find((one) => one.dataset.path === box.dataset.at);
  box.remove();
  if (!field) return drawAnew(); // what was to be crossed out is another one now
  kept.set(field, box.dataset.theirs);
  field.dataset.agreed = target.value; // to be left empty
  write(field, target.value);
  field.focus();
}

/** Cross out what a button with a cross stands in, or take it back; Save does it. */
function crossOut({ target }) {
  const button = target.closest("[data-remove]"), box = button?.closest(".entry, li");
  if (!box) return;
  button.setAttribute("aria-pressed", String(box.classList.toggle("out")));
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

const clear = ({ target }) => target.matches("[data-clear]") && write(target.parentElement.querySelector("[data-path]"), "");

for (const form of forms) {
  for (const list of form.querySelectorAll(".order")) order(list, () => list.dispatchEvent(new Event("input", { bubbles: true })));
  form.addEventListener("input", refresh);
  for (const act of [choose, crossOut, clear]) form.addEventListener("click", act);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    mark(form, event.submitter, true); // what is wrong is shown by the page
    first.save().then(() => forms.some((each) => "stays" in each.dataset) || drawAnew()).catch(fail).then(() => mark(form, event.submitter, false));
  });
}
refresh();

/** Return what a field says: blanks alone say nothing; check boxes say the names of those that are checked, in their order. */
function read(field) {
  if (!("checks" in field.dataset)) return field.value.trim() && field.value;
  return [...field.querySelectorAll("input:checked")].map((box) => box.value).join(", ");
}

function edit(field, value) {
  const { path, list, optional, agreed } = field.dataset;
  return { path: JSON.parse(path), old: field.dataset.old ?? kept.get(field), new: value, list: list === "", optional: optional === "", agreed: agreed === value };
}

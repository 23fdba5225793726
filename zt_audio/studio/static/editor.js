// @ts-check
// The editor of an appeal: two fields over mirrors with marks, checked while typing, saved as edits of single texts.

import { draw, hear, save, send, toast } from "/static/studio.js";
import { teach } from "/static/teach.js";

const editor = document.getElementById("editor");
const conflicts = document.getElementById("conflicts");
const word = document.getElementById("word");
const trust = document.getElementById("trust");
const words = JSON.parse(editor.dataset.words);
const langs = [...editor.querySelectorAll("[data-text]")].map((field) => field.dataset.text);
let asked = 0;
let shown = 0;
let timer = 0;
let marks = {};

const part = (name, lang) => editor.querySelector(`[data-${name}="${lang}"]`);
const text = (lang) => part("text", lang);
const ofBoth = (name, key) => Object.fromEntries(langs.map((lang) => [lang, part(name, lang)[key]]));
const values = (key = "value") => ({ title: ofBoth("title", key), text: ofBoth("text", key) });
let saved = values("defaultValue"); // a quick person has typed already
const isDirty = () => JSON.stringify(values()) !== JSON.stringify(saved);
const fail = (error) => toast(error.status ? error.message : words.offline);

function paintMirror(lang) {
  const value = text(lang).value;
  const parts = [];
  let last = 0;
  for (const { start, end, kind } of marks[lang] ?? []) {
    if (start < last || end > value.length) continue;
    const node = document.createElement("mark");
    node.className = kind;
    node.textContent = value.slice(start, end);
    parts.push(value.slice(last, start), node);
    last = end;
  }
  part("mirror", lang).replaceChildren(...parts, value.slice(last), "\n");
  text(lang).style.height = "auto";
  text(lang).style.height = `${text(lang).scrollHeight + 2}px`;
}

async function check() {
  const number = (asked += 1);
  try {
    const answer = await send(`/appeals/${editor.dataset.appeal}/check`, { seq: number, unsaved: isDirty(), ...values() });
    const told = await answer.json();
    if (number <= shown) return; // a later answer is here already
    shown = number;
    for (const lang of langs) {
      marks[lang] = told.texts[lang].marks;
      paintMirror(lang);
      draw(part("paragraphs", lang), told.texts[lang].rows);
      part("length", lang).textContent = told.texts[lang].length;
    }
    draw(document.getElementById("problems"), told.problems);
    draw(trust, told.trust);
  } catch (error) {
    fail(error);
  }
}

function changed() {
  const state = document.getElementById("saved");
  state.textContent = isDirty() ? words.unsaved : words.saved;
  state.classList.toggle("dirty", isDirty());
  clearTimeout(timer);
  timer = setTimeout(check, 120);
}

async function saveTexts() {
  const now = values();
  const paths = ["title", "text"].flatMap((name) => langs.map((lang) => [name, lang]));
  const edits = paths
    .map(([name, lang]) => ({ path: [name, lang], old: saved[name][lang], new: now[name][lang] }))
    .filter((edit) => edit.old !== edit.new);
  if (!edits.length) return;
  try {
    await save(editor.dataset.file, edits);
    saved = now;
    changed();
    document.getElementById("update").hidden = false;
  } catch (error) {
    if (error.status === 409) showConflicts(error.answer.html);
    else fail(error);
  }
}

/** Another person has saved the same text: show both, and let this person choose; nothing is lost. */
function showConflicts(html) {
  conflicts.innerHTML = html;
  conflicts.querySelector("button")?.focus();
}

conflicts.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const { name, lang, theirs } = target.closest("section").dataset;
  saved[name][lang] = theirs;
  part(name, lang).value = target.value;
  target.closest("section").remove();
  paintMirror(lang);
  changed();
});

/** Return what a person has selected, else what is read as one where the caret stands, else the word there. */
function wordAt(lang) {
  const { value, selectionStart: start, selectionEnd: end } = text(lang);
  if (start !== end) return value.slice(start, end).trim();
  const mark = (marks[lang] ?? []).find((each) => each.start <= start && start <= each.end && each.kind !== "advice");
  if (mark) return value.slice(mark.start, mark.end);
  return value.slice(0, start).match(/[\p{L}\p{M}\d-]*$/u)[0] + value.slice(start).match(/^[\p{L}\p{M}\d-]*/u)[0];
}

function offerTeaching(lang) {
  const word = wordAt(lang);
  const button = part("caret", lang);
  button.hidden = !word || word.length > 60 || word.includes("\n");
  button.dataset.teach = word;
  button.textContent = words.teachHow.replace("{word}", word);
}

function openTeaching(lang, word) {
  const draft = () => ({ appeal: editor.dataset.appeal, text: text(lang).value });
  const writeOut = (spoken) => {
    const at = text(lang).value.indexOf(word);
    if (at < 0) return;
    text(lang).setSelectionRange(at, at + word.length);
    put(lang, spoken);
  };
  teach(part("panel", lang), { lang, written: word }, draft, check, writeOut).catch(fail);
}

/** Put `value` where the caret is, as if it were typed: the browser can undo it. */
function put(lang, value) {
  text(lang).focus();
  document.execCommand("insertText", false, value);
}

editor.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement) paintMirror(event.target.dataset.text);
  changed();
});
editor.addEventListener("submit", (event) => {
  event.preventDefault();
  saveTexts();
});
editor.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  const lang = button?.closest(".column")?.lang;
  if (button?.dataset.teach) openTeaching(lang, button.dataset.teach);
  if (button && "playAll" in button.dataset) {
    const same = saved.text[lang] === text(lang).value;
    hear(button, same ? { part: `appeal/${editor.dataset.appeal}/${lang}` } : { lang, text: text(lang).value });
  }
});
editor.addEventListener("paste", async (event) => {
  const lang = event.target.dataset.text;
  const pasted = event.clipboardData.getData("text/plain");
  if (!lang || !pasted) return;
  event.preventDefault();
  let clean = { text: pasted, told: "" };
  try {
    clean = await (await send("/clean", { lang, text: pasted })).json();
  } catch (error) {
    fail(error); // it is pasted as it is
  }
  put(lang, clean.text);
  if (clean.told) toast(clean.told);
});
document.getElementById("word-file").addEventListener("change", async ({ target }) => {
  try {
    word.innerHTML = await (await send("/word", target.files[0], "PUT")).text();
    word.querySelector("select").focus();
  } catch (error) {
    fail(error);
  }
  target.value = ""; // the same file can be taken again
});
word.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const chosen = "take" in target.dataset ? [...word.querySelectorAll("select")] : [];
  for (const lang of langs) {
    const taken = chosen.filter((select) => select.value === lang).map((select) => select.closest("li").querySelector("p"));
    if (!taken.length) continue;
    text(lang).select();
    put(lang, taken.map((each) => each.textContent).join("\n\n"));
  }
  word.replaceChildren();
});
trust.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement) || !target.dataset.edit) return;
  const { edit, start, end } = target.dataset;
  text(edit).focus();
  text(edit).setSelectionRange(Number(start), Number(end));
  if (target.value) put(edit, Number(start) ? `\n\n${target.value}` : target.value);
});
document.addEventListener("selectionchange", () => {
  const lang = document.activeElement instanceof HTMLTextAreaElement && document.activeElement.dataset.text;
  if (lang) offerTeaching(lang);
});
document.addEventListener("keydown", (event) => {
  const column = document.activeElement.closest(".column");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") column?.querySelector("[data-play-all]").click();
});
const clean = () => document.getElementById("saved").classList.remove("dirty");
document.getElementById("undo").addEventListener("submit", clean); // what is typed is kept as a draft

const unsaved = JSON.parse(editor.dataset.unsaved);
if (unsaved && JSON.stringify(unsaved) !== JSON.stringify(saved)) {
  for (const lang of langs) {
    part("title", lang).value = unsaved.title[lang];
    text(lang).value = unsaved.text[lang];
  }
  toast(words.draft);
  changed();
}
for (const lang of langs) paintMirror(lang);
changed();

// @ts-check
// The editor of an appeal: two fields over mirrors with marks, checked while typing, saved as edits of single texts.

import { draw, hear, save, send, toast } from "/static/studio.js";
import { teach } from "/static/teach.js";

const editor = document.getElementById("editor");
const words = JSON.parse(editor.dataset.words);
const langs = [...editor.querySelectorAll("[data-text]")].map((field) => field.dataset.text);
let asked = 0;
let shown = 0;
let timer = 0;
let leaving = false;
let marks = {};

const part = (name, lang) => editor.querySelector(`[data-${name}="${lang}"]`);
const text = (lang) => part("text", lang);
const ofBoth = (name) => Object.fromEntries(langs.map((lang) => [lang, part(name, lang).value]));
const values = () => ({ title: ofBoth("title"), text: ofBoth("text") });
let saved = values();
const isDirty = () => JSON.stringify(values()) !== JSON.stringify(saved);
const fail = (error) => toast(error.status ? error.message : words.offline);

/** Offsets of the server count code points; those of the browser count UTF-16 units. */
function units(value, offset) {
  let at = 0;
  for (let seen = 0; seen < offset && at < value.length; seen += 1) at += value.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function paintMirror(lang) {
  const value = text(lang).value;
  const parts = [];
  let last = 0;
  for (const mark of marks[lang] ?? []) {
    const start = units(value, mark.start);
    const end = units(value, mark.end);
    if (start < last || end > value.length) continue;
    const node = document.createElement("mark");
    node.className = mark.kind;
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
  } catch (error) {
    if (error.status === 409) showConflicts(error.answer.conflicts);
    else fail(error);
  }
}

/** Another person has saved the same text: show both, and let this person choose; nothing is lost. */
function showConflicts(conflicts) {
  const box = document.getElementById("conflicts");
  box.replaceChildren(
    ...conflicts.map(({ path: [name, lang], mine, theirs }) => {
      const item = node("section", "");
      item.className = "conflict";
      const choose = (label, value) => {
        const button = node("button", label);
        button.type = "button";
        button.addEventListener("click", () => {
          saved[name][lang] = theirs ?? "";
          part(name, lang).value = value ?? "";
          item.remove();
          if (name === "text") paintMirror(lang);
          changed();
        });
        return button;
      };
      item.append(node("h2", words.conflict), node("h3", words.theirs), node("p", theirs ?? "–"));
      item.append(node("h3", words.mine), node("p", mine ?? "–"));
      item.append(choose(words.takeTheirs, theirs), " ", choose(words.takeMine, mine));
      return item;
    }),
  );
  box.querySelector("button")?.focus();
}

function node(tag, content) {
  const made = document.createElement(tag);
  made.textContent = content;
  return made;
}

/** Return what a person has selected, else what is read as one where the caret stands, else the word there. */
function wordAt(lang) {
  const { value, selectionStart: start, selectionEnd: end } = text(lang);
  if (start !== end) return value.slice(start, end).trim();
  const mark = (marks[lang] ?? []).find((each) => units(value, each.start) <= start && start <= units(value, each.end));
  if (mark && mark.kind !== "advice") return value.slice(units(value, mark.start), units(value, mark.end));
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
document.addEventListener("selectionchange", () => {
  const lang = document.activeElement instanceof HTMLTextAreaElement && document.activeElement.dataset.text;
  if (lang) offerTeaching(lang);
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
    event.preventDefault();
    saveTexts();
  }
});
document.getElementById("undo").addEventListener("submit", () => (leaving = true)); // what is typed is kept as a draft
addEventListener("beforeunload", (event) => {
  if (isDirty() && !leaving) event.preventDefault();
});

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
check();

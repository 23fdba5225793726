// @ts-check
// The editor of an appeal: two fields over mirrors with marks, checked while typing, saved as edits of single texts.

import { hear, send, toast } from "/static/studio.js";

const editor = document.getElementById("editor");
const words = JSON.parse(editor.dataset.words);
const langs = [...editor.querySelectorAll("[data-text]")].map((field) => field.dataset.text);
const saved = {};
const painted = {};
let asked = 0;
let shown = 0;
let timer = 0;
let marks = {};

const text = (lang) => editor.querySelector(`[data-text="${lang}"]`);
const title = (lang) => editor.querySelector(`[data-title="${lang}"]`);
const values = () => ({
  title: Object.fromEntries(langs.map((lang) => [lang, title(lang).value])),
  text: Object.fromEntries(langs.map((lang) => [lang, text(lang).value])),
});
const isDirty = () => JSON.stringify(values()) !== saved.values;

function remember() {
  saved.now = values();
  saved.values = JSON.stringify(saved.now);
}

/** Offsets of the server count code points; those of the browser count UTF-16 units. */
function units(value, offset) {
  let at = 0;
  for (let seen = 0; seen < offset && at < value.length; seen += 1) at += value.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function paintMirror(lang) {
  const value = text(lang).value;
  const mirror = editor.querySelector(`[data-mirror="${lang}"]`);
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
  mirror.replaceChildren(...parts, value.slice(last), "\n");
  const field = text(lang);
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

function paintParagraphs(lang, told) {
  const value = text(lang).value;
  const drawn = JSON.stringify([told, value, saved.now.text[lang]]);
  if (drawn === painted[lang]) return; // a button that plays stays where it is
  painted[lang] = drawn;
  const rows = told.paragraphs.map((each, row) => {
    const item = document.createElement("li");
    const play = document.createElement("button");
    play.type = "button";
    play.className = "play";
    play.textContent = "▶";
    play.setAttribute("aria-label", `${words.play} ${row + 1}`);
    play.disabled = each.refused;
    const written = value.slice(units(value, each.start), units(value, each.end));
    play.addEventListener("click", () => hear(play, sound(lang, row + 1, written)));
    const meta = document.createElement("span");
    meta.className = each.refused ? "meta refused" : "meta";
    meta.textContent = `¶${row + 1} · ${each.refused ? words.refused : words.seconds.replace("{n}", each.seconds)}`;
    item.append(play, meta);
    const otherwise = each.said.filter(([, differs]) => differs).map(([said]) => said);
    if (otherwise.length) {
      const line = document.createElement("p");
      line.className = "said";
      line.textContent = `${words.said}: ${otherwise.join(" ")}`;
      item.append(line);
    }
    const refused = told.marks.filter((mark) => mark.kind === "unreadable" && mark.start >= each.start && mark.end <= each.end);
    const tokens = new Set(refused.map((mark) => value.slice(units(value, mark.start), units(value, mark.end))));
    item.append(...[...tokens].map((token) => teaching(lang, token)));
    return item;
  });
  editor.querySelector(`[data-paragraphs="${lang}"]`).replaceChildren(...rows);
  editor.querySelector(`[data-length="${lang}"]`).textContent = words.seconds.replace("{n}", told.seconds);
}

/** What stands on the disk is heard as the vehicle plays it, recordings included; other words by the voice. */
function sound(lang, paragraph, written) {
  const same = saved.now.text[lang] === text(lang).value;
  return same ? { part: `appeal/${editor.dataset.appeal}/${lang}/${paragraph}` } : { lang, text: written };
}

/** A field in which a person says how a word is read; it goes into the lexicon, for all texts. */
function teaching(lang, token) {
  const box = document.createElement("p");
  box.className = "teach";
  const label = document.createElement("label");
  label.textContent = `${words.teachHow.replace("{word}", token)} `;
  const field = document.createElement("input");
  field.maxLength = 200;
  field.autocomplete = "off";
  label.append(field);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.teach;
  const teach = async () => {
    const spoken = field.value.trim();
    if (!spoken) return;
    try {
      await send("/save", { file: `appeals/lexicon/${lang}.yaml`, edits: [{ path: ["general", token], old: null, new: spoken }] });
      painted[lang] = "";
      check();
    } catch (error) {
      toast(error.status ? error.message : words.offline);
    }
  };
  button.addEventListener("click", teach);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    teach();
  });
  field.addEventListener("input", (event) => event.stopPropagation()); // it is no text of the appeal
  box.append(label, button);
  return box;
}

function paintProblems(found) {
  const rows = found.map((problem) => {
    const item = document.createElement("li");
    item.className = problem.severity;
    item.textContent = `${problem.severity === "error" ? "✗" : "▲"} ${problem.told}`;
    return item;
  });
  document.getElementById("problems").replaceChildren(...rows);
}

async function check() {
  const number = (asked += 1);
  try {
    const answer = await send(`/appeals/${editor.dataset.appeal}/check`, { seq: number, unsaved: isDirty(), ...values() });
    const told = await answer.json();
    if (number <= shown) return; // a later answer is here already
    shown = number;
    marks = Object.fromEntries(langs.map((lang) => [lang, told.texts[lang].marks]));
    for (const lang of langs) {
      paintMirror(lang);
      paintParagraphs(lang, told.texts[lang]);
    }
    const inTexts = langs.flatMap((lang) => told.texts[lang].marks.filter((mark) => mark.told));
    paintProblems([...inTexts.map((mark) => ({ told: mark.told, severity: mark.kind === "advice" ? "warning" : "error" })), ...told.problems]);
  } catch (error) {
    toast(error.status ? error.message : words.offline);
  }
}

function changed() {
  const dirty = isDirty();
  const state = document.getElementById("saved");
  state.textContent = dirty ? words.unsaved : words.saved;
  state.classList.toggle("dirty", dirty);
  clearTimeout(timer);
  timer = setTimeout(check, 120);
}

async function save() {
  const now = values();
  const edits = [];
  for (const part of ["title", "text"]) {
    for (const lang of langs) {
      if (now[part][lang] !== saved.now[part][lang]) {
        edits.push({ path: [part, lang], old: saved.now[part][lang], new: now[part][lang] });
      }
    }
  }
  if (!edits.length) return;
  try {
    const answer = await send("/save", { file: editor.dataset.file, edits });
    editor.dataset.base = (await answer.json()).base;
    saved.now = now;
    saved.values = JSON.stringify(now);
    changed();
    toast(words.saved);
  } catch (error) {
    if (error.status === 409) showConflicts(error.answer.conflicts);
    else toast(error.status ? error.message : words.offline);
  }
}

/** Another person has saved the same text: show both, and let this person choose; nothing is lost. */
function showConflicts(conflicts) {
  const box = document.getElementById("conflicts");
  box.replaceChildren(
    ...conflicts.map(({ path: [part, lang], mine, theirs }) => {
      const item = document.createElement("section");
      item.className = "conflict";
      const field = part === "title" ? title(lang) : text(lang);
      const choose = (label, value) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.addEventListener("click", () => {
          saved.now[part][lang] = theirs ?? "";
          saved.values = JSON.stringify(saved.now);
          field.value = value ?? "";
          item.remove();
          if (part === "text") paintMirror(lang);
          changed();
        });
        return button;
      };
      item.append(paragraph("h2", words.conflict), paragraph("h3", words.theirs), paragraph("p", theirs ?? "–"));
      item.append(paragraph("h3", words.mine), paragraph("p", mine ?? "–"));
      item.append(choose(words.takeTheirs, theirs), " ", choose(words.takeMine, mine));
      return item;
    }),
  );
  box.querySelector("button")?.focus();
}

function paragraph(tag, content) {
  const node = document.createElement(tag);
  node.textContent = content;
  return node;
}

editor.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement) paintMirror(event.target.dataset.text);
  changed();
});
editor.addEventListener("submit", (event) => {
  event.preventDefault();
  save();
});
editor.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-play-all]") : null;
  if (!(button instanceof HTMLElement)) return;
  const lang = button.dataset.playAll;
  const same = saved.now.text[lang] === text(lang).value;
  hear(button, same ? { part: `appeal/${editor.dataset.appeal}/${lang}` } : { lang, text: text(lang).value });
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
    event.preventDefault();
    save();
  }
});
addEventListener("beforeunload", (event) => {
  if (isDirty()) event.preventDefault();
});

remember();
const unsaved = JSON.parse(editor.dataset.unsaved);
if (unsaved && JSON.stringify(unsaved) !== saved.values) {
  for (const lang of langs) {
    title(lang).value = unsaved.title[lang];
    text(lang).value = unsaved.text[lang];
  }
  toast(words.draft);
  changed();
}
for (const lang of langs) paintMirror(lang);
check();

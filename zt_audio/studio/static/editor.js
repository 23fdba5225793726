// The editor of an appeal: two fields over mirrors with marks, checked while typing; fields.js saves them.

import { isDirty, kept } from "/static/fields.js";
import { caret, hear, stop } from "/static/player.js";
import { draw, fail, later, save, send, toast } from "/static/studio.js";
import { teach } from "/static/teach.js";

const [editor, word, found] = ["editor", "word", "found"].map((id) => document.getElementById(id));
const langs = [...editor.querySelectorAll("[data-text]")].map((field) => field.dataset.text);
let asked = 0, shown = 0, reached = -1, marks = {}, heard = null;

const part = (name, lang) => editor.querySelector(`[data-${name}="${lang}"]`);
const text = (lang) => part("text", lang);
const checkSoon = later(120, () => check().catch(fail));
const ofBoth = (name) => Object.fromEntries(langs.map((lang) => [lang, part(name, lang).value]));

function paintMirror(lang) {
  const { value } = text(lang), parts = [];
  let last = 0;
  for (const { start, end, kind } of marks[lang] ?? []) {
    if (start < last || end > value.length) continue;
    const textContent = value.slice(start, end);
    parts.push(value.slice(last, start), Object.assign(document.createElement("mark"), { className: kind, textContent, id: `mark-${lang}-${start}` }));
    last = end;
  }
  part("mirror", lang).replaceChildren(...parts, value.slice(last), "\n");
}

async function check() {
  if (heard && heard.field.value !== heard.value && heard.field.value === kept.get(heard.field)) {
    stop(); // what sounds was saved otherwise meanwhile
    toast(editor.dataset.old);
  }
  const number = (asked += 1);
  const draft = { unsaved: isDirty(editor), title: ofBoth("title"), text: ofBoth("text") };
  const told = await (await send(editor.dataset.check, draft)).json();
  if (number <= shown) return; // a later answer is here already
  shown = number;
  for (const lang of langs) {
    marks[lang] = told.texts[lang].marks;
    paintMirror(lang);
    draw(part("paragraphs", lang), told.texts[lang].rows);
    part("length", lang).textContent = told.texts[lang].length;
  }
  draw(document.getElementById("problems"), told.problems);
  draw(document.getElementById("trust"), told.trust);
  const numbers = document.getElementById("numbers"), out = [...(numbers?.querySelectorAll(":not(:checked)") ?? [])].map(({ name }) => name);
  if (numbers) draw(numbers, told.numbers);
  for (const box of numbers?.querySelectorAll("input") ?? []) box.checked = !out.includes(box.name); // read elsewhere
  count();
}

/** Return what a person has selected, else what is read as one where the caret stands, else the word there. */
function wordAt(lang) {
  const { value, selectionStart: start, selectionEnd: end } = text(lang);
  if (start !== end) return value.slice(start, end).trim();
  const mark = (marks[lang] ?? []).find((each) => each.start <= start && start <= each.end && each.kind !== "advice");
  if (mark) return value.slice(mark.start, mark.end);
  return value.slice(0, start).match(/[\p{L}\p{M}\d-]*$/u)[0] + value.slice(start).match(/^[\p{L}\p{M}\d-]*/u)[0];
}

function openTeaching(lang, word) {
  const writeOut = (spoken) => {
    const { value } = text(lang), at = marks[lang]?.find(({ start, end }) => value.slice(start, end) === word)?.start ?? value.indexOf(word);
    if (at >= 0) mend({ dataset: { edit: lang, start: at, end: at + word.length }, value: spoken });
  };
  teach(part("panel", lang), { lang, written: word }, () => ({ appeal: editor.dataset.appeal, text: text(lang).value }), checkSoon, writeOut).catch(fail);
}

const problems = () => [...document.querySelectorAll("main [data-problem]")];
function count() {
  const of = (what) => problems().filter((each) => each.dataset.problem === what).length, errors = of("error");
  const told = ["error", "warning"].filter(of).map((what) => found.dataset[what].replace("{n}", of(what))).join(" · ");
  found.querySelector("span").textContent = told || found.dataset.good;
  Object.assign(found, { className: errors ? "error" : told ? "warning" : "good", disabled: !told });
}

found.addEventListener("click", () => {
  const all = problems(), row = all[(reached = (reached + 1) % all.length)];
  const { lang, from, to } = row.dataset;
  if (lang) select(lang, from, to);
  else row.focus();
  for (const each of [row, document.getElementById(`mark-${lang}-${from}`)]) each?.scrollIntoView({ block: "nearest" }); // and no further: at last the words that it is about are in sight
});

const select = (lang, start, end) => (text(lang).focus(), text(lang).setSelectionRange(Number(start), Number(end)));
/** Put `value` for what is selected in `field`, as if it were typed: the browser can undo it. */
const put = (field, value) => (field.focus(), document.execCommand(value ? "insertText" : "delete", false, value));

editor.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement) paintMirror(event.target.dataset.text);
  checkSoon();
});
/** Select what a button is about, and type there what it offers. */
function mend({ dataset: { edit: lang, start, end, written }, value }) {
  if (written && text(lang).value.slice(start, end) !== written) return; // typed meanwhile: the row is soon drawn anew
  const stood = scrollY;
  select(lang, start, end);
  if (value || written) put(text(lang), value), scrollTo(0, stood); // beside the next row to be mended
}

document.getElementById("main").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { edit, entry, teach: taught } = button.dataset, lang = edit ?? button.closest(".column")?.lang;
  if (edit) ("all" in button.dataset ? editor.querySelectorAll("[data-all]") : [button]).forEach(mend); // of both languages
  if (entry) save("/entries", new URLSearchParams(JSON.parse(entry))).then(() => (toast(editor.dataset.entered), checkSoon()), fail);
  if (taught) openTeaching(lang, taught);
  if ("playAll" in button.dataset) {
    const said = (each) => (kept.get(text(each)) === text(each).value ? { part: `appeal/${editor.dataset.appeal}/${each}` } : { lang: each, text: text(each).value });
    hear(button, lang ? said(lang) : { both: langs.map(said) });
  }
});
editor.addEventListener("paste", async (event) => {
  const { target } = event, pasted = event.clipboardData.getData("text/plain"), into = target.dataset.text ? "text" : "title";
  const isFirst = editor.dataset.appeal === "+" && pasted.includes("\n") && ["title", "text"].every((name) => langs.every((each) => !part(name, each).value));
  const lang = target.dataset.text ?? (isFirst && target.dataset.title);
  if (!lang || !pasted) return;
  event.preventDefault();
  const clean = await send("/clean", { lang, text: pasted, into, is_first: isFirst }).then((answer) => answer.json(), fail);
  for (const [name, words] of Object.entries(clean?.fields ?? {})) put(part(...name.split("-")), words);
  if (!clean?.fields) put(target, clean?.text ?? pasted);
  target.focus(); // what is put somewhere takes the focus there
  if (clean?.told) toast(clean.told);
});
document.getElementById("word-file")?.addEventListener("change", async ({ target, target: { files: [file] } }) => {
  word.innerHTML = (await send(`/word?name=${encodeURIComponent(file.name)}`, file, "PUT").then((answer) => answer.text(), fail)) ?? "";
  word.querySelector("select")?.focus();
  target.value = ""; // the same file can be taken again
});
word.addEventListener("click", ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const chosen = "take" in target.dataset ? [...word.querySelectorAll("select")].filter((each) => each.value) : [];
  for (const [value, selects] of Object.entries(Object.groupBy(chosen, (each) => each.value))) {
    const [lang, kind = "text"] = value.split("-").reverse(), field = part(kind, lang);
    field.select();
    put(field, selects.map((each) => each.closest("li").querySelector("p").textContent).join(kind === "text" ? "\n\n" : " "));
  }
  word.replaceChildren();
  if (!chosen.length) document.getElementById("word-file").focus();
});
document.addEventListener("selectionchange", () => {
  const lang = document.activeElement?.dataset.text;
  if (!lang) return;
  const word = wordAt(lang), button = part("caret", lang);
  button.hidden = !/[\p{L}\p{N}]/u.test(word) || word.length > 60 || word.includes("\n");
  button.dataset.teach = word;
  button.textContent = editor.dataset.teachHow.replace("{word}", word);
});
caret.play = () => {
  const field = document.activeElement.closest("textarea[data-text]");
  const row = field && [...part("paragraphs", field.dataset.text).children].findLast((each) => Number(each.dataset.start) <= field.selectionStart);
  row?.querySelector(".play")?.click();
  return Boolean(row);
};

// The sentence that sounds is lit behind its field: no element changes there, so that marks stay as they are.
document.addEventListener("sounds", ({ detail: { button, isPart, lang, start, end } }) => {
  const field = text(button?.closest(".column")?.lang);
  if (!lang) heard = field && { field, value: field.value };
  if (button && !lang) setTimeout(checkSoon, 1500); // by then its length is known exactly
  globalThis.CSS?.highlights?.delete("sounding");
  if (!editor.contains(button) || start == null || !globalThis.Highlight) return;
  const first = isPart ? 0 : Number(button.closest("[data-start]")?.dataset.start ?? 0);
  const range = document.createRange(), nodes = document.createTreeWalker(part("mirror", lang), NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(), before = 0; node; before += node.length, node = nodes.nextNode()) {
    const at = (offset) => Math.min(Math.max(offset + first - before, 0), node.length);
    if (before <= start + first) range.setStart(node, at(start));
    if (before < end + first) range.setEnd(node, at(end));
  }
  CSS.highlights.set("sounding", new Highlight(range));
});
for (const id of ["undo", "changed"]) document.getElementById(id).addEventListener("click", () => {
  if (![...document.querySelectorAll("form.panel.fields")].some(isDirty)) document.getElementById("saved")?.classList.remove("dirty"); // there is a draft
  delete editor.dataset.touched;
});

const [, shownLang, from, to] = location.hash.match(/^#(kk|ru)-(\d+)-(\d+)$/) ?? [];
if (shownLang) select(shownLang, from, to);
check().catch(fail);

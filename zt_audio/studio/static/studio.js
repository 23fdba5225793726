// What every screen can do: send something, filter a list, say a word at the foot.

const drawn = new WeakMap();
/** Return what does `work` once, `ms` after it was called last. */
export const later = (ms, work, timer = 0) => () => (clearTimeout(timer), (timer = setTimeout(work, ms)));

/** Show `words` at the foot for a while, which the style sheet measures. */
export const toast = (words) => document.getElementById("toast").replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
export const fail = ({ message }) => toast(message);
const secret = () => localStorage.getItem("secret") ?? ""; // static/enter.js has put it there
document.addEventListener("formdata", ({ target, formData }) => target.method === "post" && formData.set("secret", secret())); // no address bears it

/** Send `value`, a form, a file or what becomes JSON, and return the answer; a refusal is thrown with the sentence of the studio. */
export async function send(address, value, method = "POST") {
  const isReady = [Blob, FormData, URLSearchParams].some((each) => value instanceof each);
  const headers = { "zt-secret": secret(), ...(isReady ? {} : { "content-type": "application/json" }) };
  const answer = await fetch(address, { method, headers, body: isReady ? value : JSON.stringify(value) }).catch(() => { throw new Error(lose("offline")); });
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    const words = ["session", "secret"].includes(answer.headers.get("zt-refused")) ? lose("restarted") : told.told ?? document.body.dataset.failed;
    throw Object.assign(new Error(words), { status: answer.status, answer: told });
  }
  const [before, after] = (answer.headers.get("zt-stamps") ?? " ").split(" ");
  if (after && before === document.body.dataset.stamp) document.body.dataset.stamp = after; // all of it is our own
  return answer;
}

const [undo, back] = ["undo", "back"].map((id) => document.getElementById(id));

/** Send what is to be saved, and show the button that undoes it, until the next save or the next page. */
export async function save(address, value) {
  const { undo: number, saved } = await (await send(address, value)).json();
  [undo.hidden, back.hidden] = [!number, true];
  [undo.querySelector("[name=save]").value, undo.querySelector("b").textContent] = [number ?? "", saved];
}

/** Write `value` into `field`, or check those of its boxes that it names, as a person would. */
export function write(field, value) {
  if (!("checks" in field.dataset)) field.value = value;
  for (const box of field.querySelectorAll("input")) box.checked = value.split(", ").includes(box.value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put `html` of the studio into `box`, where it is not there already: a button that plays stays where it is, and so does the focus. */
export function draw(box, html) {
  if (drawn.get(box) === html) return;
  const stops = () => [...box.querySelectorAll("a, button, input, select, summary")];
  const said = ({ ariaLabel, textContent, value }) => `${ariaLabel} ${textContent} ${value}`;
  const focused = document.activeElement, at = stops().indexOf(focused), playing = box.querySelector(".play:is([aria-pressed], [aria-busy])");
  box.innerHTML = html;
  drawn.set(box, html);
  const again = (before) => stops().find((each) => said(each) === said(before));
  if (at >= 0) (again(focused) ?? stops()[at] ?? document.getElementById("main")).focus();
  if (playing) document.dispatchEvent(new CustomEvent("drawn", { detail: [playing, again(playing)] }));
}

document.addEventListener("click", ({ target }) => target.closest("[data-print]") && print());
document.addEventListener("input", ({ target }) => {
  if (target.form && !target.form.querySelector("output")) target.form.toggleAttribute("data-touched", [...target.form.elements].some(isTyped)); // an output says so itself
  for (const each of target.type === "radio" ? target.form.querySelectorAll("label + .refused") : [target.nextElementSibling]) if (each?.matches(".refused")) each.remove();
  target.ariaInvalid = null;
  if (!lost.hidden) keepWords();
  const rows = target.dataset.filter ?? ":not(*)";
  const wanted = [...document.querySelectorAll("[data-filter]")].filter((each) => each.dataset.filter === rows).map((each) => each.value.trim().toLocaleLowerCase());
  for (const row of document.querySelectorAll(rows)) row.hidden = !wanted.every((each) => row.textContent.toLocaleLowerCase().includes(each));
});

/** Find a page, the page before or after this one, or the list of keys (templates/keys.html names them). */
document.addEventListener("keydown", (event) => {
  const { code, key, target } = event, isCtrl = event.ctrlKey || event.metaKey;
  const form = document.querySelector("form.editor, form.whole"), beside = { ArrowUp: "prev", ArrowDown: "next" }[key];
  const menu = document.getElementById("menu"), find = document.getElementById("find");
  if (isCtrl && code === "KeyS" && form) form.requestSubmit();
  else if (key === "F8") document.getElementById("found")?.click();
  else if (isCtrl && key === "Enter" && target.matches(".column *")) target.closest(".column").querySelector("[data-play-all]")?.click();
  else if (isCtrl && code === "KeyK") {
    if (!find.checkVisibility()) menu.showPopover();
    find.select();
  } else if (event.altKey && beside && !target.matches("select")) document.querySelector(`[rel=${beside}]`)?.click();
  else if (key === "?" && !target.matches("input, textarea, select")) document.getElementById("keys").togglePopover();
  else return;
  event.preventDefault();
});

/** Say beside a field what is wrong with it: the browser has no words in the language of the page. */
document.addEventListener("invalid", (event) => {
  event.preventDefault();
  const { target: field } = event, { needed, choose, malformed } = document.body.dataset;
  if (field.type === "radio" && [...field.form.elements].find(({ name, willValidate }) => willValidate && name === field.name) !== field) return; // the first one says it
  field.ariaInvalid = "true";
  const message = !field.validity.valueMissing ? field.title || malformed : field.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])") ? needed : choose;
  refuse(field.type === "radio" ? field.closest("label") : field, { message });
  if ([...field.form.elements].find((each) => !each.validity.valid) === field && field !== left) field.focus();
}, true);
let left = null; // a field that is being left: an empty one may yet be filled
document.addEventListener("change", ({ target }) => ((left = target), target.value && target.checkValidity?.(), (left = null)));

/** What a page saves before another of its forms is sent: it throws where it could not, and tells whether to draw it anew. */
export const first = { save: async () => false };
const KEPT_OUT = "#undo, .languages"; // they change no word: the browser asks about what is not saved
// A form is sent from the page, so that what was typed stays there where the studio cannot do it.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (event.defaultPrevented || form.method !== "post") return;
  if ("native" in form.dataset) return delete form.dataset.touched;
  event.preventDefault();
  if ("sending" in form.dataset) return;
  mark(form, button, true); // until this page has gone: what draws it anew meanwhile would call the next one back
  const values = new FormData(form, button);
  let isOther = false;
  try {
    if (!form.matches(KEPT_OUT)) isOther = await first.save(form);
    const { url } = await send(button?.hasAttribute("formaction") ? button.formAction : form.action, form.enctype.startsWith("multipart") ? values : new URLSearchParams(values));
    delete form.dataset.touched;
    if (!form.matches(KEPT_OUT)) document.querySelectorAll("output.dirty").forEach((state) => state.classList.remove("dirty")); // all is saved
    await (url === location.href.split("#")[0] ? drawAnew() : leave(() => location.assign(url)));
  } catch (error) {
    if (isOther) sessionStorage.told = error.message;
    await (isOther ? drawAnew() : refuse(form.querySelector("[data-blamed]:not(:placeholder-shown), [data-wanted]:placeholder-shown") ?? button ?? form, error));
  }
  mark(form, button, false);
});

/** Say that `form` is sent, or no longer is: on its `button`, and where it takes long in the words that the style sheet shows then. */
export function mark(form, button, isSent) {
  form.toggleAttribute("data-sending", isSent);
  if (button) button.ariaDisabled = isSent ? "true" : null;
}

const STAYED = [[globalThis, "pageshow"], [globalThis, "stays"], [globalThis.navigation, "navigateerror"]]; // the last two: leaving was stopped
/** Leave this page as `go` does it, and return once a person is on it again, or has stopped the browser. */
const leave = (go) =>
  new Promise((stayed) => (go(), STAYED.forEach(([of, back]) => of?.addEventListener(back, stayed, { once: true }))));

const marks = (what) => [...document.querySelectorAll(`main :is(${what})`)].filter((each) => each.checkVisibility());
const [BLOCKS, CONTROLS] = ["[data-path], form, h2", "[data-path], button"];
/** Return what tells an element on this page and on the one that is drawn after a save; a stop has the number of its row as it stands now. */
function markOf(each) {
  const row = each.closest("#stops > li"), number = row && [...row.parentElement.querySelectorAll(":scope > :not(.out)")].indexOf(row);
  return (each.dataset.path ?? each.getAttribute("action") ?? each.ariaLabel ?? each.textContent).replace(/\d+/, (found) => number ?? found);
}

/** Draw this page as the files are now; what was typed in forms that were not sent comes along, and what has the focus, or is in the middle, stays there. */
export function drawAnew() {
  const held = document.activeElement.closest("main [data-path]") ?? marks(BLOCKS).findLast((each) => !each.closest(".out") && each.getBoundingClientRect().top < innerHeight / 2);
  const focused = marks(CONTROLS).filter((each) => each === document.activeElement).map(markOf)[0];
  if (held) sessionStorage.held = JSON.stringify([markOf(held), held.getBoundingClientRect().top, focused]);
  const touched = [...document.querySelectorAll("form[method=post][data-touched]")];
  keepWords(typedFields().filter((field) => touched.includes(field.form)));
  for (const form of touched) delete form.dataset.touched; // else the browser asks, and an old page may stay
  return leave(() => location.reload());
}

function refuse(button, { message }) {
  const before = button.nextElementSibling;
  const box = before?.matches(".refused") ? before : document.createElement("p");
  button.after(Object.assign(box, { className: "refused bad", role: "alert", textContent: `✗ ${message}` }));
  button.ariaDescribedByElements = [box];
  box.scrollIntoView({ block: "nearest" });
}

const asks = (event) => (event.preventDefault(), setTimeout(() => dispatchEvent(new Event("stays")), 1000)); // no event says that a person stays
addEventListener("beforeunload", (event) => document.querySelector("output.dirty, form[method=post][data-touched]") && asks(event));

// --- a studio that was closed or started again: what is typed stays in the browser -----------------------------

const lost = document.getElementById("lost"), PREFIX = "words ", mine = PREFIX + location.pathname;

/** Say that the studio does not know this page, keep what was typed, and return the sentence. */
function lose(why) {
  lost.hidden = false;
  lost.querySelector("a").hidden = why === "offline";
  keepWords();
  return (lost.querySelector("span").textContent = document.body.dataset[why]);
}

const TYPED = "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=password], [type=search])";
const typedFields = () => [...document.querySelectorAll(`main :is(${TYPED})`)].filter(nameOf);
export const isTyped = (field) => (field.type === "checkbox" ? field.checked !== field.defaultChecked : field.matches(`:is(${TYPED}):not([data-blamed])`) && field.value !== standing(field));
const nameOf = (field) => (field.dataset.path ? `${field.closest("[data-file]").dataset.file} ${field.dataset.path}` : field.name && field.form ? `${field.form.getAttribute("action")} ${field.name}` : "");
const standing = (field) => field.dataset.kept ?? (field instanceof HTMLSelectElement ? [...field.options].find((each) => each.defaultSelected)?.value ?? field.options[0]?.value : field.defaultValue);

function keepWords(fields = typedFields()) {
  const words = Object.fromEntries(fields.filter((field) => field.value !== standing(field)).map((field) => [nameOf(field), field.value]));
  if (Object.keys(words).length) localStorage.setItem(mine, JSON.stringify({ title: document.title, words }));
}

/** Put words that an earlier page could not save into their fields, and name the other pages that have such. */
function bringWords() {
  if (sessionStorage.told) toast(sessionStorage.told); // why a form was refused on a page that had to be drawn anew
  const { words = {} } = JSON.parse(localStorage.getItem(mine) ?? "{}");
  localStorage.removeItem(mine);
  const fields = typedFields().filter((field) => nameOf(field) in words && words[nameOf(field)] !== field.value);
  for (const field of fields) {
    field.closest("details")?.setAttribute("open", "");
    write(field, words[nameOf(field)]);
  }
  if (fields.length) back.hidden = false;
  const [mark, top, focused] = JSON.parse(sessionStorage.held ?? "[]"); // by the page that drew this one
  for (const each of ["told", "held"]) sessionStorage.removeItem(each);
  marks(CONTROLS).find((each) => markOf(each) === focused)?.focus({ preventScroll: true });
  const held = mark && marks(BLOCKS).find((each) => markOf(each) === mark);
  if (held) setTimeout(() => scrollBy(0, held.getBoundingClientRect().top - top)); // after the browser has scrolled as it was
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    const link = Object.assign(document.createElement("a"), { href: key.slice(PREFIX.length), textContent: JSON.parse(localStorage.getItem(key)).title });
    document.getElementById("waiting").append(" ", link);
  }
}
addEventListener("load", bringWords, { once: true });
back.querySelector("button").addEventListener("click", () => {
  for (const field of typedFields()) if (field.value !== standing(field)) write(field, standing(field));
  back.hidden = true;
  document.getElementById("main").focus();
});
/** Read out the mistakes that came while a person typed, once the typing rests: not at each letter. */
const mistakes = () => [...document.querySelectorAll("main [data-problem]")].map((each) => each.textContent.replace(/\s+/g, " ").trim());
let known = null; // what stood there before anything was typed is read with the page
document.addEventListener("input", () => (known ??= mistakes()), true);
new MutationObserver(later(1000, () => {
  const now = mistakes(), came = now.filter((each) => known && !known.includes(each));
  known &&= now;
  if (came.length) document.getElementById("came").textContent = came.join(" ");
})).observe(document.getElementById("main"), { childList: true, subtree: true });

// A file that was changed outside this page: a page with nothing unsaved is drawn anew, any other one says so.
// One that is being left says so too: to draw it anew would call the next page back, however long that takes to come.
if (document.body.dataset.stamp) {
  let isLeft = false;
  addEventListener("beforeunload", () => (isLeft = true));
  for (const [of, back] of STAYED) of?.addEventListener(back, () => (isLeft = false));
  setInterval(async () => {
    const known = document.body.dataset.stamp;
    const answer = await fetch("/stamp").catch(() => null);
    if (!answer || answer.status === 403) return lose(answer ? "restarted" : "offline");
    lost.hidden = true;
    const same = !answer.ok || (await answer.text()) === known;
    if (known !== document.body.dataset.stamp || document.querySelector("[data-sending]")) return; // this page saved meanwhile, or does so
    const busy = isLeft || document.querySelector("output.dirty, form[method=post][data-touched]") || document.querySelector(":is([data-play], [data-play-all])[aria-pressed]");
    document.getElementById("changed").hidden = same || !busy;
    if (!same && !busy) location.reload();
  }, 2000);
}

// What every screen can do: hear something, filter a list, say a word in the corner.

const audio = new Audio();
let playing = null;
const drawn = new WeakMap();

/** Return what does `work` once, `ms` after it was called last. */
export function later(ms, work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}

const corner = document.getElementById("toast");
const hideToast = later(8000, () => corner.classList.remove("seen"));

/** Show `words` in the corner for a while. */
export function toast(words) {
  corner.textContent = words;
  corner.classList.add("seen");
  hideToast();
}

/** Say in the corner why something did not come about. */
export const fail = ({ message }) => toast(message);

const secret = () => localStorage.getItem("secret") ?? ""; // static/enter.js has put it there
document.addEventListener("formdata", ({ formData }) => formData.set("secret", secret()));

/** Send `value`, a file or what becomes JSON, and return the answer; a refusal is thrown with the sentence of the studio. */
export async function send(address, value, method = "POST") {
  const body = value instanceof Blob ? value : JSON.stringify(value);
  const headers = { "content-type": value.type || "application/json", "zt-secret": secret() };
  const answer = await fetch(address, { method, headers, body }).catch(() => {
    throw new Error(document.body.dataset.offline);
  });
  if (!answer.ok) {
    const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
    throw Object.assign(new Error(told.told ?? `HTTP ${answer.status}`), { status: answer.status, answer: told });
  }
  const [before, after] = (answer.headers.get("zt-stamps") ?? " ").split(" ");
  if (after && before === document.body.dataset.stamp) document.body.dataset.stamp = after; // all of it is our own
  return answer;
}

/** Save edits of one file, and offer to undo them. */
export async function save(file, edits) {
  offerUndo((await (await send("/save", { file, edits })).json()).undo);
}

const undo = document.getElementById("undo");
const hideUndo = later(10_000, () => (undo.hidden = true));

/** Show for ten seconds the button that undoes a save; after that there is the history. */
export function offerUndo(number) {
  undo.hidden = !number;
  undo.querySelector("[name=save]").value = number ?? "";
  hideUndo();
}
hideUndo();

/** Put `html` of the studio into `box`, where it is not there already: a button that plays stays where it is. */
export function draw(box, html) {
  if (drawn.get(box) !== html) box.innerHTML = html;
  drawn.set(box, html);
}

/** Play what `what` names, or stop it where it plays. */
export async function hear(button, what) {
  const again = playing === button;
  stop();
  if (again) return;
  playing = button;
  button.setAttribute("aria-busy", "true");
  try {
    const sound = await (await send("/say", what)).blob();
    if (playing !== button) return;
    audio.src = URL.createObjectURL(sound);
    await audio.play();
    button.setAttribute("aria-pressed", "true");
  } catch (error) {
    if (playing === button) stop();
    fail(error);
  }
  button.removeAttribute("aria-busy");
}

function stop() {
  audio.pause();
  if (audio.src) URL.revokeObjectURL(audio.src);
  playing?.removeAttribute("aria-pressed");
  playing?.removeAttribute("aria-busy");
  playing = null;
}

audio.addEventListener("ended", async () => {
  const heard = playing?.closest("[data-block]");
  stop();
  if (!(heard instanceof HTMLElement)) return; // on Approvals: what was played to its end may be approved
  try {
    const told = await (await send("/heard", { block: heard.dataset.block, digest: heard.dataset.digest })).json();
    heard.querySelector("output").textContent = "✓";
    for (const unit of told.ready) document.querySelector(`[data-approve="${unit}"]`)?.removeAttribute("disabled");
    const next = [...document.querySelectorAll("[data-block]")].find((each) => !each.querySelector("output").textContent.trim());
    if (document.querySelector("#queue:checked")) next?.querySelector("button").click();
  } catch {
    location.reload(); // the text was changed meanwhile
  }
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-play]");
  if (button) hear(button, JSON.parse(button.dataset.play));
});

document.addEventListener("input", ({ target }) => {
  if (target.form && !target.form.querySelector("output")) target.form.dataset.touched = ""; // an output says so itself
  const rows = target.dataset.filter;
  if (!rows) return;
  const wanted = [...document.querySelectorAll("[data-filter]")].filter((each) => each.dataset.filter === rows).map((each) => each.value.trim().toLocaleLowerCase());
  for (const row of document.querySelectorAll(rows)) {
    const words = row.textContent.toLocaleLowerCase();
    row.toggleAttribute("hidden", !wanted.every((each) => words.includes(each)));
  }
});

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form.editor, form.whole");
  if (!form || !(event.ctrlKey || event.metaKey) || event.code !== "KeyS") return;
  event.preventDefault();
  form.requestSubmit();
});

addEventListener("beforeunload", (event) => document.querySelector("output.dirty") && event.preventDefault());

// A file that was changed outside this page: a page with nothing unsaved is drawn anew, any other one says so.
if (document.body.dataset.stamp) {
  setInterval(async () => {
    const known = document.body.dataset.stamp;
    const answer = await fetch("/stamp").catch(() => null);
    if (known !== document.body.dataset.stamp) return; // this page saved meanwhile
    const same = !answer?.ok || (await answer.text()) === known;
    const busy = document.querySelector("output.dirty, [data-touched]") || !audio.paused;
    document.getElementById("changed").hidden = same || !busy;
    if (!same && !busy) location.reload();
  }, 2000);
}

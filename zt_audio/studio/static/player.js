// The player bar at the foot of every page: what sounds and how loud, where it is, and its sentences to read along.

import { fail, send, toast } from "/static/studio.js";

const bar = document.getElementById("player");
const [title, time, wave, names, seek, words, toggle] = ["title", "time", "wave", "names", "seek", "words", "toggle"].map((name) => bar.querySelector(`[data-is=${name}]`));
const FRAME_S = 1152 / 44100; // a unit of the picture
const LEAP_S = 0.5; // a leap of more beyond what was reached skips something
const audio = new Audio();
let pieces = [], at = 0, button = null, isPart = false, asked = 0, reachedS = 0, skipped = false;

export const caret = { play: () => false }; // what a page does for Space where the caret stands in a text of its own
const startOf = (which) => pieces.slice(0, which).reduce((sum, { seconds }) => sum + seconds, 0);
const now = () => startOf(at) + audio.currentTime;
const whole = () => startOf(pieces.length);
const clock = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;
const go = () => audio.play().catch((error) => error.name === "AbortError" || fail(error)); // a pause may come before it plays
const tell = (detail) => document.dispatchEvent(new CustomEvent("sounds", { detail: { isPart, ...detail } }));

/** Play what `what` names from its beginning, or stop it where `from`, its button, plays already. */
export async function hear(from, what) {
  const again = button === from;
  stop();
  if (again) return;
  const mine = asked;
  [button, isPart, reachedS, skipped] = [from, "part" in what, 0, false];
  from.setAttribute("aria-busy", "true");
  try {
    const found = (await (await send("/say", what)).json()).pieces;
    if (mine !== asked) return;
    [pieces, bar.hidden, bar.dataset.used, from.dataset.played] = [found, false, "", ""];
    words.parentElement.open = innerWidth > 896 && !from.closest("#editor") && !(from.closest("[data-block]")?.getBoundingClientRect().bottom < innerHeight - 190); // else the page itself has the words, above the bar
    await play(0);
  } catch (error) {
    if (mine === asked) stop();
    fail(error);
  }
  from.removeAttribute("aria-busy");
}

async function load(piece) {
  if (!piece.audio) Object.assign(piece, (await (await send("/say", piece.say)).json()).pieces[0]);
  piece.url ??= URL.createObjectURL(new Blob([Uint8Array.from(atob(piece.audio[1]), (each) => each.charCodeAt(0))], { type: piece.audio[0] }));
}

async function play(which, second = 0) {
  const mine = asked;
  audio.pause();
  at = which;
  await load(pieces[which]);
  if (mine !== asked || at !== which) return;
  draw();
  Object.assign(audio, { src: pieces[which].url, currentTime: second });
  await go();
  tell({ button });
  for (const piece of pieces) if (mine === asked && at === which && !piece.url) await load(piece).then(draw); // the picture grows while the first ones play
}

/** Draw the picture, the names on it and the sentences, as far as they are known. */
function draw() {
  wave.setAttribute("viewBox", `0 0 ${whole() / FRAME_S} 100`);
  wave.innerHTML = pieces.map(({ outlines, lang }, which) => `<g class="${lang}" transform="translate(${startOf(which) / FRAME_S})">${outlines.map((each) => `<path d="${each}"/>`).join("")}</g>`).join("");
  const first = [...pieces.keys()].filter((which) => pieces[which].name && pieces[which].name !== pieces[which - 1]?.name);
  const share = (which) => (100 * startOf(which)) / whole();
  names.innerHTML = first.map((which, nth) => `<svg x="${share(which)}%" width="${share(first[nth + 1] ?? pieces.length) - share(which)}%">${pieces[which].label}</svg>`).join("");
  words.innerHTML = pieces.map((piece) => piece.words).join("");
  seek.max = whole();
  show();
}

/** Show the second, and light the sentence that sounds. */
function show() {
  const piece = pieces[at];
  if (!piece) return;
  title.textContent = [button.dataset.title, piece.title].filter(Boolean).join(" · ");
  time.textContent = `${clock(now())} / ${pieces.every(({ exact }) => exact) ? "" : "≈ "}${clock(Math.round(whole()))}`;
  seek.value = now();
  seek.setAttribute("aria-valuetext", time.textContent);
  [toggle.textContent, toggle.ariaLabel] = audio.paused ? ["▶", bar.dataset.go] : ["❚❚", bar.dataset.pause];
  audio.paused ? button.removeAttribute("aria-pressed") : button.setAttribute("aria-pressed", "true");
  const nth = piece.sentences.findLastIndex((each) => each.at <= audio.currentTime + 0.05);
  const lit = words.children[at].children[nth];
  if (!lit || lit.ariaCurrent) return;
  words.querySelector("[aria-current]")?.removeAttribute("aria-current");
  lit.ariaCurrent = "true";
  words.scrollTop = lit.offsetTop - words.offsetTop - words.clientHeight / 3;
  tell({ button, lang: piece.lang, ...piece.sentences[nth] });
}

function leap(second) {
  const to = Math.min(Math.max(0, second), whole() - 0.1);
  [reachedS, skipped] = to ? [Math.max(reachedS, now()), skipped || to > Math.max(reachedS, now()) + LEAP_S] : [0, false];
  const which = pieces.findLastIndex((_piece, each) => startOf(each) <= to);
  if (which !== at) return play(which, to - startOf(which)).catch(fail);
  audio.currentTime = to - startOf(which);
  go();
}

export function stop() {
  asked += 1;
  audio.pause();
  for (const { url } of pieces) URL.revokeObjectURL(url);
  for (const state of ["aria-busy", "aria-pressed"]) button?.removeAttribute(state);
  if (bar.contains(document.activeElement)) button?.focus({ preventScroll: true }); // the bar goes
  [pieces, at, button, bar.hidden] = [[], 0, null, true];
  tell({});
}

audio.addEventListener("ended", async () => {
  if (at + 1 < pieces.length) return play(at + 1).catch(fail);
  const heard = isPart && button.closest("[data-block]"); // what was played as a whole, as it is saved, may be approved
  if (!heard || skipped) return heard && toast(bar.dataset.skipped);
  const told = await send("/heard", { ...heard.dataset }).then((answer) => answer.json(), () => location.reload());
  if (!told) return; // the text was changed meanwhile
  heard.querySelector("output").textContent = "✓";
  for (const unit of told.ready) document.querySelector(`[data-approve="${unit}"]`)?.removeAttribute("disabled");
  if (document.querySelector("#queue:checked, [data-queue]")) document.querySelector("[data-block]:has(output:empty) button")?.click();
});
document.addEventListener("drawn", ({ detail: [before, now] }) => now && button === before && ((button = now), show()));
for (const event of ["play", "pause", "timeupdate"]) audio.addEventListener(event, show);
const turn = () => (audio.paused ? (audio.ended ? leap(0) : go()) : audio.pause());
seek.addEventListener("input", () => leap(Number(seek.value)));
document.addEventListener("click", ({ target }) => {
  const pressed = target.closest("button"), said = words.contains(pressed) && pressed.parentElement;
  if (pressed?.dataset.play) hear(pressed, JSON.parse(pressed.dataset.play));
  if (pressed?.dataset.skip) leap(now() + Number(pressed.dataset.skip));
  if (pressed === toggle) turn();
  if (pressed && "stop" in pressed.dataset) stop();
  if (!said) return;
  const which = [...words.children].indexOf(said.parentElement);
  leap(startOf(which) + pieces[which].sentences[[...said.parentElement.children].indexOf(said)].at);
});
document.addEventListener("keydown", (event) => {
  if (event.code !== "Space" || event.defaultPrevented || event.altKey) return;
  const types = event.target.matches("textarea, input:not([type=range]), select");
  if (types ? !event.ctrlKey : event.target.closest("button, a, summary, label")) return; // Space belongs to them
  if (!types && !bar.hidden) turn();
  else if (!caret.play()) return;
  event.preventDefault();
});

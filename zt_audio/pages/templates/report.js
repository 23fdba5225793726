"use strict";
// Starts lead the player; while it plays, the waveform and the list show where it is.
const begins = (player) => Number(player.dataset.start || 0); // in a file that holds several stops
const clicked = (event) => {
  const part = event.target.closest("[data-at]");
  const player = part && part.closest("article").querySelector("audio");
  if (!player) return;
  player.currentTime = begins(player) + Number(part.dataset.at);
  player.play().catch(() => {}); // a player that may not start says so itself
};
const moved = (event) => {
  const article = event.target.closest("article");
  const strip = article.querySelector(".strip");
  if (!strip) return;
  const cycle = Number(strip.dataset.cycle);
  const at = Math.max(0, event.target.currentTime - begins(event.target)) % cycle;
  const cursor = strip.querySelector(".cursor");
  cursor.hidden = false;
  cursor.style.left = `${(100 * at) / cycle}%`;
  let now = null;
  for (const part of article.querySelectorAll("g[data-at]")) {
    if (Number(part.dataset.at) <= at + 0.01) now = part.dataset.at;
  }
  for (const part of article.querySelectorAll(".spoken [data-at], g[data-at]")) {
    part.toggleAttribute("data-now", part.dataset.at === now);
  }
};
const started = (event) => {
  for (const other of document.querySelectorAll("audio")) if (other !== event.target) other.pause();
};
document.addEventListener("click", clicked);
document.addEventListener("timeupdate", moved, true);
document.addEventListener("seeking", moved, true);
document.addEventListener("play", started, true);
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const each of closed) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of closed) each.open = false;
});

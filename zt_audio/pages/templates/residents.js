// Give each player its sound, and say by the reader's own calendar whether the appeal holds today.

for (const audio of document.querySelectorAll("audio[data-sound]")) {
  const bytes = Uint8Array.from(atob(audio.dataset.sound), (char) => char.charCodeAt(0));
  audio.src = URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" }));
}

function judge() {
  const now = new Date();
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  const { since, until } = document.querySelector("main").dataset;
  const isOver = until !== "" && today > until;
  document.body.classList.toggle("is-over", isOver);
  for (const each of document.querySelectorAll(".over")) each.hidden = !isOver;
  for (const each of document.querySelectorAll(".early")) each.hidden = !(since !== "" && today < since);
  for (const each of document.querySelectorAll("audio")) {
    each.hidden = isOver;
    if (isOver) each.pause();
  }
}
judge();
setInterval(judge, 60_000); // a page may stay open over midnight

// Play each sentence, remember what was said of it, and save that as a file: nothing leaves the page otherwise.

const rows = [...document.querySelectorAll("main li")];
const audio = new Audio();
const key = `proof ${rows.length} ${rows[0]?.id ?? ""}`;
let playing = null;

function stop() {
  audio.pause();
  playing?.removeAttribute("aria-pressed");
  playing = null;
}

function play(button) {
  const again = playing === button;
  stop();
  if (again) return;
  const bytes = Uint8Array.from(atob(button.dataset.sound), (char) => char.charCodeAt(0));
  audio.src = URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" }));
  playing = button;
  button.setAttribute("aria-pressed", "true");
  audio.play().catch(stop);
}
audio.addEventListener("ended", stop);

const answerOf = (row) => ({
  row: row.id,
  verdict: row.querySelector("input:checked")?.value ?? "",
  word: row.querySelector("select").value,
  said: row.querySelector("input[type=text]").value.trim(),
});
const answers = () => rows.map(answerOf).filter((each) => each.verdict);

function show() {
  for (const row of rows) row.querySelector(".should").hidden = row.querySelector("input:checked")?.value !== "said";
  const count = document.getElementById("count");
  count.textContent = `${count.dataset.word}: ${answers().length} / ${rows.length}`;
}

function bring() {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return; // a browser may keep nothing for files
  }
  for (const { row, verdict, word, said } of kept) {
    const box = document.getElementById(row);
    if (!box) continue;
    for (const each of box.querySelectorAll("input[type=radio]")) each.checked = each.value === verdict;
    box.querySelector("select").value = word;
    box.querySelector("input[type=text]").value = said;
  }
}

document.addEventListener("input", () => {
  show();
  try {
    localStorage.setItem(key, JSON.stringify(answers()));
  } catch {
    // likewise
  }
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.sound) play(button);
  if (button?.id !== "save") return;
  const blob = new Blob([`${JSON.stringify({ proof: 1, answers: answers() }, null, 1)}\n`], { type: "application/json" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: button.dataset.file });
  link.click();
});
bring();
show();

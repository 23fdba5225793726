// Follow a job: its bar, its lines; the page is asked for again where there is a question or an end.
// Only a page that is seen follows: a browser opens six connections to us, for all its tabs.

const lines = document.getElementById("lines");
const bar = document.getElementById("progress");
const MOST_LINES = 200;

const key = `job-${lines.dataset.job}`;
const seen = Number(sessionStorage.getItem(key) ?? 0);
let source = null;
let last = 0;
let done = 0;

function follow() {
  source?.close();
  source = document.hidden ? null : new EventSource(`/jobs/${lines.dataset.job}/events?after=${last}`);
  if (source) source.onmessage = show;
}

function show({ data, lastEventId }) {
  last = Number(lastEventId);
  const told = JSON.parse(data);
  if (told.begin) done = 0;
  if (told.total) bar.max = told.total;
  done += told.done ?? 0;
  if (bar.hasAttribute("max") && done) bar.value = done;
  if (told.line) lines.append(Object.assign(document.createElement("li"), { textContent: told.line }));
  if (lines.children.length > MOST_LINES) lines.firstChild.remove();
  lines.scrollTop = lines.scrollHeight;
  if (!told.reload || last <= seen) return;
  sessionStorage.setItem(key, lastEventId);
  source.close();
  location.reload();
}

document.addEventListener("visibilitychange", follow);
follow();

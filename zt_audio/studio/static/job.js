// Follow a job: its bar, its lines; the page is asked for again where there is a question or an end.
// Only a page that is seen follows: a browser opens six connections to us, for all its tabs.

const [lines, bar] = ["lines", "progress"].map((id) => document.getElementById(id));
let source = null, last = 0, done = 0;

function follow() {
  source?.close();
  source = document.hidden ? null : Object.assign(new EventSource(`/jobs/${lines.dataset.job}/events?after=${last}`), { onmessage: show });
}

function show({ data, lastEventId }) {
  last = Number(lastEventId);
  const told = JSON.parse(data);
  if (told.begin) done = 0;
  if (told.total) bar.max = told.total;
  done += told.done ?? 0;
  if (bar.hasAttribute("max") && done) bar.value = done;
  if (told.line) lines.append(Object.assign(document.createElement("li"), { textContent: told.line }));
  if (lines.children.length > 200) lines.firstChild.remove();
  lines.scrollTop = lines.scrollHeight;
  if (told.ended || (told.asks && last > Number(lines.dataset.seen))) location.reload(); // the page shows the questions up to that one
}

document.addEventListener("visibilitychange", follow);
follow();

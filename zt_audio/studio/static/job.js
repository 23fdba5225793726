// @ts-check
// Follow a job: its bar, its lines; the page is asked for again where there is a question or an end.

const lines = document.getElementById("lines");
const bar = document.getElementById("progress");
const MOST_LINES = 200;

if (lines) {
  let done = 0;
  const source = new EventSource(`/jobs/${lines.dataset.job}/events`);
  const here = Number(sessionStorage.getItem(`job-${lines.dataset.job}`) ?? 0);
  source.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.begin) done = 0;
    if (told.total) bar.max = told.total;
    if (told.done) done += told.done;
    if (bar.hasAttribute("max") && done) bar.value = done;
    if (told.line) add(told.line);
    if (told.reload && Number(event.lastEventId) > here) {
      sessionStorage.setItem(`job-${lines.dataset.job}`, event.lastEventId);
      source.close();
      location.reload();
    }
  };
}

function add(words) {
  const item = document.createElement("li");
  item.textContent = words;
  lines.append(item);
  while (lines.children.length > MOST_LINES) lines.firstChild.remove();
  lines.scrollTop = lines.scrollHeight;
}

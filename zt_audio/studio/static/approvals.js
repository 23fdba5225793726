// Listen to a whole playlist to approve it: each text after the other, with how much of it was heard.

const blocks = [...document.querySelectorAll("[data-block]")];
const heard = document.getElementById("heard");

function count() {
  heard.querySelector("progress").value = document.querySelectorAll("[data-block] output:not(:empty)").length;
  heard.querySelector("b").textContent = `${heard.querySelector("progress").value} / ${blocks.length}`;
}
new MutationObserver(count).observe(document.querySelector("tbody"), { childList: true, subtree: true });
document.addEventListener("sounds", ({ detail: { button, lang } }) => lang || button?.closest("body:has([data-queue]) [data-block]")?.scrollIntoView({ block: "center" }));
heard.querySelector("button").addEventListener("click", () => {
  heard.dataset.queue = "";
  (document.querySelector("[data-block]:has(output:empty)") ?? blocks[0])?.querySelector("button").click();
});
count();

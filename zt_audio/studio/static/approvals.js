// Listen to a whole playlist to approve it: each text after the other, with how much of it was heard.

const blocks = [...document.querySelectorAll("[data-block]")];
const isHeard = (block) => block.querySelector("output").textContent.trim() !== "";
const heard = document.getElementById("heard");

function count() {
  heard.querySelector("progress").value = blocks.filter(isHeard).length;
  heard.querySelector("b").textContent = `${heard.querySelector("progress").value} / ${blocks.length}`;
}
const watch = new MutationObserver(count);
for (const block of blocks) watch.observe(block.querySelector("output"), { childList: true, characterData: true, subtree: true });
const follow = new MutationObserver((changes) => changes.find(({ target }) => target.matches("[data-block] [aria-pressed]"))?.target.closest("[data-block]").scrollIntoView({ block: "center" }));
follow.observe(document.getElementById("main"), { attributes: true, attributeFilter: ["aria-pressed"], subtree: true });
heard.querySelector("button").addEventListener("click", () => {
  document.getElementById("queue").checked = true;
  (blocks.find((block) => !isHeard(block)) ?? blocks[0])?.querySelector("button").click();
});
count();

// @ts-check
// Who speaks each language: fetched after the page, because every engine is asked.

const box = document.getElementById("voices");
const answer = await fetch("/recordings/voices").catch(() => null);
if (answer) box.innerHTML = await answer.text();

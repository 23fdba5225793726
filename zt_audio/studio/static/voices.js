// Who speaks each language: fetched after the page, because every engine is asked. Then it is a form as others are.

document.getElementById("voices").innerHTML = await (await fetch("/recordings/voices/chains")).text();
await import("/static/fields.js");
if (location.hash) document.querySelector(location.hash)?.scrollIntoView(); // it came after the page

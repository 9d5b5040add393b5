// Shows the state of each paper until it is settled.
import "./once.js";

for (const place of document.querySelectorAll("ul.papers [data-address]")) {
  const settled = () => ["done", "set_aside"].includes(place.querySelector("[data-paper]").dataset.paper);
  const look = setInterval(async () => {
    if (settled()) { clearInterval(look); return; }
    const answer = await fetch(place.dataset.address, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) place.innerHTML = await answer.text();
  }, 700);
}

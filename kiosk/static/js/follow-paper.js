// Shows the state of a paper in its place until it is settled.
export function followPaper(place) {
  const settled = () => ["done", "set_aside"].includes(place.querySelector("[data-paper]").dataset.paper);
  const look = setInterval(async () => {
    if (settled()) { clearInterval(look); return; }
    const answer = await fetch(place.dataset.address, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) place.innerHTML = await answer.text();
  }, 700);
}

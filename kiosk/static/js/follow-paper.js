// Shows the state of a paper in its place until it is settled; a page that is its own printer prints itself, once.
let printed = false;

async function printHere(form) {
  if (printed) return;
  printed = true;
  window.print();
  await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
}

export function followPaper(place) {
  const settled = () => "settled" in place.querySelector("[data-paper]").dataset;
  const look = setInterval(async () => {
    const form = place.querySelector("[data-print-here]");
    if (form) await printHere(form);
    if (settled()) { clearInterval(look); return; }
    const answer = await fetch(place.dataset.address, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) place.innerHTML = await answer.text();
  }, 700);
}

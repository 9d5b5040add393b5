// The phone's page: asks for its turn again and again, faster when it is near.
const turn = document.getElementById("turn");

async function look() {
  const answer = await fetch(turn.dataset.address, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const html = await answer.text();
    if (html !== turn.innerHTML) turn.innerHTML = html;
  }
  setTimeout(look, 3000);
}
setTimeout(look, 3000);

// The desk: keys, one press for each deed, and a state that keeps itself fresh.
const desk = document.getElementById("desk");
let sent = false;

addEventListener("submit", (event) => {
  if (sent) event.preventDefault();
  sent = true;
});
addEventListener("pageshow", () => { sent = false; });

addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const door = document.querySelector(`[data-key="${event.code}"]:not(:disabled)`);
  if (door) {
    event.preventDefault();
    door.click();
  }
});

async function look() {
  const answer = await fetch(desk.dataset.address, { cache: "no-store", redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") location.reload();
  else if (answer?.ok && !sent) {
    const html = await answer.text();
    const focused = document.activeElement?.dataset?.key;
    desk.innerHTML = html;
    if (focused) desk.querySelector(`[data-key="${focused}"]`)?.focus();
  }
}
if (desk) setInterval(look, 2000);

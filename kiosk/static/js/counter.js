// The desk and the hall: keys, one press for each deed, and a state that keeps itself fresh: told by the socket, asked besides.
import { io } from "./socket.io.esm.min.js";

const LOOK_EVERY = 5000;
const desk = document.getElementById("desk");
let sent = false;
let drawn = performance.now();
let asked = 0;

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
  clearTimeout(asked);
  const mark = desk.querySelector("[data-mark]")?.dataset.mark ?? "";
  const address = `${desk.dataset.address}?seen=${encodeURIComponent(mark)}`;
  const answer = await fetch(address, { cache: "no-store", redirect: "manual" }).catch(() => null);
  if (sent) return;
  if (answer?.type === "opaqueredirect") location.replace(desk.dataset.page);
  else if (answer?.status === 200) draw(await answer.text());
  document.getElementById("lost").hidden = Boolean(answer?.ok);
  asked = setTimeout(look, LOOK_EVERY);
}

function draw(html) {
  if (document.activeElement?.matches("#desk select")) return; // someone is choosing
  const focused = document.activeElement?.dataset?.key;
  desk.innerHTML = html;
  drawn = performance.now();
  if (focused) desk.querySelector(`[data-key="${focused}"]`)?.focus();
}

function count() {
  const timer = desk.querySelector(".timer");
  if (!timer) return;
  const all = Number(timer.dataset.seconds) + Math.floor((performance.now() - drawn) / 1000);
  const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  const text = shown.map((part, place) => (place === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
  timer.textContent = timer.dataset.digits === "arab" ? text.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]) : text;
}

function listen() {
  const socket = io({ transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 5000 });
  socket.on("connect", () => socket.emit("watch", { center: desk.dataset.center, language: "ar" }, look));
  socket.on("board", look);
}

if (desk) {
  asked = setTimeout(look, LOOK_EVERY);
  listen();
  setInterval(count, 1000);
}

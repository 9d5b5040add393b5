// The board's page: watches its center, draws what is sent, and says so when it can't.
import { io } from "/static/js/socket.io.esm.min.js";
import { chime } from "./chime.js";

const STALE_AFTER = 4000;
const LOOK_EVERY = 500;
const page = document.body.dataset;
const state = document.getElementById("state");
const arabic = page.digits === "arab";
let revision = Number(page.revision);
let heard = Date.now();
let known = null;

const digits = (text) => (arabic ? text.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]) : text);
const hour = (moment) => digits(new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Cairo" }));

function draw(board) {
  heard = Date.now();
  if (board.revision < revision) return;
  revision = board.revision;
  state.innerHTML = board.html;
  ring(board.calls);
}

function ring(calls) {
  const now = new Map(calls);
  const fresh = known === null ? 0 : calls.filter(([ticket, times]) => times > (known.get(ticket) ?? 0)).length;
  known = now;
  if (fresh === 0) return;
  state.classList.remove("flash");
  requestAnimationFrame(() => state.classList.add("flash"));
  for (let i = 0; i < fresh; i += 1) chime.ring();
}

async function heal() {
  const answer = await fetch(page.snapshot, { cache: "no-store" });
  if (answer.ok) draw(await answer.json());
}

const socket = io({ transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 2000, timeout: 3000 });
socket.on("connect", () => socket.emit("watch", { center: page.center, language: page.language }, draw));
socket.on("board", draw);
socket.on("tick", (tick) => {
  heard = Date.now();
  if (tick.revision > revision) heal().catch(() => {});
});

setInterval(() => {
  const stale = Date.now() - heard > STALE_AFTER;
  document.body.classList.toggle("stale", stale);
  document.getElementById("stale").hidden = !stale;
  document.getElementById("clock").textContent = hour(Date.now());
  if (stale) document.getElementById("stale-since").textContent = hour(heard);
}, LOOK_EVERY);

chime.whenSilent((silent) => { document.getElementById("silent").hidden = !silent; });

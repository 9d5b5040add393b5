// The board's page: watches its center, draws what is sent, and says so when it can't.
import { io } from "/static/js/socket.io.esm.min.js";
import { clock } from "./clock.js";
import { Stage } from "./stage.js";
import { voice } from "./voice.js";

const ASK_AFTER = 2500;
const STALE_AFTER = 4000;
const ANSWER_WITHIN = 1500;
const LOOK_EVERY = 500;
const page = document.body.dataset;
const place = (id) => document.getElementById(id);
const say = (calls) => voice.say(calls.map(([, , name]) => page.sounds.replace("CALL", name)));
const stage = new Stage(place("state"), say, JSON.parse(page.calls), page.day);
let revision = Number(page.revision);
let day = page.day;
let heard = performance.now();
let asking = false;
let behind = 0;

function take(board) {
  if (board.html === undefined) return;
  heard = performance.now();
  if (board.day === day && board.revision <= revision) return;
  ({ revision, day } = board);
  place("date").textContent = board.today;
  stage.put(board);
}

function read(answer) {
  if (answer.status === 401 || answer.status === 403) location.reload(); // no longer paired: the page says what to do
  return answer.ok ? answer.json() : {};
}

async function heal() {
  if (asking) return;
  asking = true;
  const wish = { cache: "no-store", signal: AbortSignal.timeout(ANSWER_WITHIN) };
  const answer = await fetch(page.snapshot, wish).then(read).catch(() => ({}));
  asking = false;
  take(answer);
}

function look() {
  const silence = performance.now() - heard;
  const stale = silence > STALE_AFTER;
  if (silence > ASK_AFTER) heal();
  document.body.classList.toggle("stale", stale);
  place("stale").hidden = !stale;
  place("clock").textContent = clock.text();
  if (stale) place("stale-since").textContent = clock.text(heard);
}

const socket = io({ transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 2000, timeout: 3000 });
socket.on("connect", () => socket.emit("watch", { center: page.center, language: page.language, windows: page.windows }, take));
socket.on("board", take);
socket.on("disconnect", heal);
socket.on("tick", (tick) => {
  heard = performance.now();
  clock.set(tick.now);
  if (tick.revision > revision || tick.day !== day) heal();
  behind = tick.revision < revision ? behind + 1 : 0;
  if (behind > 1) location.reload(); // the center's records were restored from an older copy
});

voice.whenSilent((silent) => { place("silent").hidden = !silent; });
setInterval(look, LOOK_EVERY);

// The phone's page: told of its call by a socket, asks besides every few seconds, vibrates when called, and says when it can't.
import { io } from "./socket.io.esm.min.js";

const turn = document.getElementById("turn");
const lost = document.getElementById("lost");
const EVERY = 5000;
const BUZZ = [400, 200, 400, 200, 800];
let told = new Date();
let asked = 0;

const part = () => turn.querySelector("[data-mark]").dataset;

function draw(html) {
  const before = { ...part() };
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (fresh.content.querySelector("[data-mark]").dataset.mark === before.mark) return;
  turn.replaceChildren(fresh.content);
  if (part().state === "called") navigator.vibrate?.(BUZZ);
}

async function look() {
  clearTimeout(asked);
  const answer = await fetch(turn.dataset.address, { cache: "no-store" }).catch(() => null);
  if (answer?.status === 404) location.replace(turn.dataset.page);
  if (answer?.ok) {
    told = new Date();
    draw(await answer.text());
  }
  lost.querySelector("time").textContent = told.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  lost.hidden = Boolean(answer?.ok);
  if (turn.querySelector("[data-finished]")) socket.close();
  else asked = setTimeout(look, EVERY);
}

const socket = io({ transports: ["websocket"], reconnectionDelay: 1000, reconnectionDelayMax: 10000 });
socket.on("connect", () => socket.emit("follow", { code: turn.dataset.code }, look));
socket.on("turn", look);
asked = setTimeout(look, EVERY);

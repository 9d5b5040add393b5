// Says the page: its clips one after the other. The same button stops it, another begins anew; leaving the page stops it; no sound is said in words.
const TOLD = 5000;
let speaking = null;

const clips = ({ say, voice }) => say.trim().split(/\s+/).map((name) => Object.assign(new Audio(new URL(`${name}.wav`, new URL(voice, location.href)).href), { preload: "auto" }));
const end = (sound) => new Promise((done, failed) => {
  sound.onended = done;
  sound.onpause = () => { if (!sound.ended) done(); };
  sound.onerror = failed;
});

export async function sayOrStop(button) {
  const before = speaking?.button;
  if (before) stop();
  if (before === button) return;
  const words = button.querySelector("span");
  button.dataset.name ??= words.textContent;
  const mine = speaking = { button, sounds: clips({ ...document.body.dataset, ...button.dataset }) };
  show(button, button.dataset.stop, true);
  let failed = false;
  for (const sound of mine.sounds) {
    const ended = end(sound);
    await sound.play().then(() => ended).catch(() => { failed = true; });
    if (speaking !== mine) return;
    if (failed) break;
  }
  speaking = null;
  show(button, failed ? button.dataset.silent : button.dataset.name, false);
  if (failed) setTimeout(() => { if (speaking?.button !== button) words.textContent = button.dataset.name; }, TOLD);
}

function stop() {
  const { button, sounds } = speaking;
  speaking = null;
  for (const sound of sounds) sound.pause();
  show(button, button.dataset.name, false);
}

function show(button, text, on) {
  button.querySelector("span").textContent = text;
  button.setAttribute("aria-pressed", String(on));
}

addEventListener("pagehide", () => { if (speaking) stop(); });

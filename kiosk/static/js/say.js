// Says the page: its clips one after the other. The same button stops it; leaving the page stops it; no sound is said in words.
const { say, voice } = document.body.dataset;
const TOLD = 5000;
let sounds = null;

const clips = () => say.trim().split(/\s+/).map((name) => Object.assign(new Audio(new URL(`${name}.wav`, new URL(voice, location.href)).href), { preload: "auto" }));
const end = (sound) => new Promise((done, failed) => {
  sound.onended = done;
  sound.onpause = () => { if (!sound.ended) done(); };
  sound.onerror = failed;
});

export async function sayOrStop(button) {
  if (sounds) { stop(); return; }
  const words = button.querySelector("span");
  const name = button.dataset.name ??= words.textContent;
  const mine = sounds = clips();
  show(button, words, button.dataset.stop, true);
  let failed = false;
  for (const sound of mine) {
    if (sounds !== mine) break;
    const ended = end(sound);
    await sound.play().then(() => ended).catch(() => { failed = sounds === mine; });
    if (failed) break;
  }
  if (sounds === mine) sounds = null;
  else if (sounds) return;
  show(button, words, failed ? button.dataset.silent : name, false);
  if (failed) setTimeout(() => { if (!sounds) words.textContent = name; }, TOLD);
}

function stop() {
  const playing = sounds;
  sounds = null;
  for (const sound of playing) sound.pause();
}

function show(button, words, text, on) {
  words.textContent = text;
  button.setAttribute("aria-pressed", String(on));
}

addEventListener("pagehide", () => { if (sounds) stop(); });

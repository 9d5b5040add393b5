// Two soft tones, queued so that two calls are heard one after the other; tells when the browser allows no sound.
const GAP = 1400;
const source = new URL("./chime.wav", import.meta.url);
const sound = new Audio(source);
let waiting = 0;
let ringing = false;
let tellSilence = () => {};

function play() {
  ringing = waiting > 0;
  if (!ringing) return;
  waiting -= 1;
  sound.currentTime = 0;
  sound.play().then(() => tellSilence(false), () => tellSilence(true));
  setTimeout(play, GAP);
}

async function probe() {
  const trial = new Audio(source);
  trial.volume = 0;
  await trial.play().then(() => tellSilence(false), () => tellSilence(true));
  trial.pause();
}

export const chime = {
  ring(times) {
    waiting += times;
    if (!ringing) play();
  },
  whenSilent(tell) {
    tellSilence = tell;
    addEventListener("pointerdown", probe);
    probe();
  },
};

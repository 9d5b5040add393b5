// Two soft tones, queued so that two calls are heard one after the other.
const GAP = 1400;
const sound = new Audio(new URL("./chime.wav", import.meta.url));
let waiting = 0;
let ringing = false;
let tellSilence = () => {};

function play() {
  if (waiting === 0) { ringing = false; return; }
  ringing = true;
  waiting -= 1;
  sound.currentTime = 0;
  sound.play().then(() => tellSilence(false), () => tellSilence(true));
  setTimeout(play, GAP);
}

document.addEventListener("pointerdown", () => tellSilence(false));

export const chime = {
  ring() { waiting += 1; if (!ringing) play(); },
  whenSilent(tell) { tellSilence = tell; },
};

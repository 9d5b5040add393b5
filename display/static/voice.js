// Speaks calls one after the other, a chime where the server has no voice for one; tells when no sound can be heard.
const LONGEST = 30_000;
const chime = new URL("./chime.wav", import.meta.url).href;
const sound = new Audio();
const waiting = [];
let speaking = false;
let tellSilence = () => {};

async function play(address) {
  sound.src = address;
  await sound.play();
  await new Promise((done) => {
    sound.onended = done;
    sound.onerror = done;
    setTimeout(done, LONGEST);
  });
}

const playOrChime = (address) => play(address).catch((wrong) => {
  if (wrong.name === "NotAllowedError") throw wrong;
  return play(chime);
});

async function sayAll() {
  speaking = true;
  while (waiting.length > 0) {
    await playOrChime(waiting.shift()).then(() => tellSilence(false), () => tellSilence(true));
  }
  speaking = false;
}

async function probe() {
  const trial = new Audio(chime);
  trial.volume = 0;
  await trial.play().then(() => tellSilence(false), () => tellSilence(true));
  trial.pause();
}

export const voice = {
  say(addresses) {
    waiting.push(...addresses);
    if (!speaking) sayAll();
  },
  whenSilent(tell) {
    tellSilence = tell;
    addEventListener("pointerdown", probe);
    probe();
  },
};

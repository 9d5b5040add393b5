// What is typed in a form marked data-draft is kept by the server as it is typed, and what its kind does not need is hidden.
const form = document.querySelector("form[data-draft]");
const PAUSE = 800;
let waiting = 0;
let last = "";

async function keep() {
  const typed = new FormData(form);
  const text = new URLSearchParams(typed).toString();
  if (text === last) return;
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: typed });
    if (answer.ok) last = text;
  } catch {
    // the network is away: the next key tries again
  }
}

function show() {
  const kind = form.querySelector('[name="applicant_kind"]:checked').value;
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
}

if (form) {
  last = new URLSearchParams(new FormData(form)).toString();
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("change", show);
  show();
}

// A form marked data-once is sent once. When no answer comes it is sent again with the same key, so one press makes one ticket.
const AGAIN = 2000;
const MOST_FAILURES = 15;
const sending = document.getElementById("sending");

for (const form of document.querySelectorAll("[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!sent) send(form, new FormData(form, event.submitter), 0);
    sent = true;
  });
}

async function send(form, fields, failures) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  if (answer?.redirected && answer.ok) location.assign(answer.url);
  else if (answer && (answer.status < 500 || failures >= MOST_FAILURES)) sendPlainly(form, fields);
  else {
    if (sending && !sending.open) sending.showModal();
    setTimeout(() => send(form, fields, failures + (answer ? 1 : 0)), AGAIN);
  }
}

function sendPlainly(form, fields) {
  for (const [name, value] of fields) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    if (![...new FormData(form).keys()].includes(name)) form.append(field);
  }
  form.submit();
}

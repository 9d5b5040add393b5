// The server's time, kept by a clock that a change of the screen's own time does not move.
let told = Number(document.body.dataset.now);
let toldAt = performance.now();
const arabic = document.body.dataset.digits === "arab";
const shape = { hour: "2-digit", minute: "2-digit", timeZone: "Africa/Cairo" };

export const digits = (text) => (arabic ? text.replace(/\d/g, (d) => "٠١٢٣٤٥٦٧٨٩"[d]) : text);

export const clock = {
  set(moment) {
    told = moment;
    toldAt = performance.now();
  },
  text(at = performance.now()) {
    return digits(new Date(told + at - toldAt).toLocaleTimeString("en-GB", shape));
  },
};

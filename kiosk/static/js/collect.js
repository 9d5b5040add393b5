// The number of a request as it is typed: hyphens come by themselves.
const field = document.getElementById("number");
const SHAPE = [3, 7, 13];
const MOST = 14;

const western = (text) => text.replace(/[٠-٩]/g, (d) => "٠١٢٣٤٥٦٧٨٩".indexOf(d)).replace(/\D/g, "");
const shaped = (digits) => [...digits].map((digit, place) => (SHAPE.includes(place) ? `-${digit}` : digit)).join("");

field.addEventListener("input", () => { field.value = shaped(western(field.value).slice(0, MOST)); });

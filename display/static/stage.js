// Draws boards in order. A new call stays on the card for a while before the next one takes its place.
// In a rush a later board stands for those before it: it lists their calls too, so all are marked and spoken.
const DWELL = 3000;
const HURRIED = 1500;
const MANY = 3;
const MOST_BEHIND = 8;
const timesOf = (calls) => new Map(calls.map(([code, times]) => [code, times]));

export class Stage {
  #place;
  #announce;
  #known = new Map();
  #day;
  #pending = [];
  #busy = false;

  constructor(place, announce, calls, day) {
    this.#place = place;
    this.#announce = announce;
    this.#known = timesOf(calls);
    this.#day = day;
  }

  put(board) {
    if (!this.#busy) {
      this.#show(board);
      return;
    }
    this.#pending.push(board);
    if (this.#pending.length > MOST_BEHIND) this.#pending.shift();
  }

  #fresh(board) {
    if (board.day !== this.#day) this.#known.clear();
    this.#day = board.day;
    return board.calls.filter(([code, times]) => times > (this.#known.get(code) ?? 0)).reverse();
  }

  #show(board) {
    const fresh = this.#fresh(board);
    this.#known = timesOf(board.calls);
    this.#place.innerHTML = board.html;
    if (fresh.length === 0) return;
    for (const [code] of fresh) this.#place.querySelector(`[data-call="${code}"]`).classList.add("fresh");
    this.#busy = true;
    this.#announce(fresh);
    setTimeout(() => this.#next(), this.#pending.length > MANY ? HURRIED : DWELL);
  }

  #next() {
    this.#busy = false;
    while (this.#pending.length > 0 && !this.#busy) this.#show(this.#pending.shift());
  }
}

"""What an eye with a ruler sees on a kiosk's page: too small, out of reach, too near, cut off, of too little contrast."""

from playwright.sync_api import Page

CONTROLS = "a[href], button, input:not([type=hidden]), label.btn"
FAULTS = """({ controls, target, reach, gap, text }) => {
  const seen = (part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest("dialog");
  const name = (part) => part.outerHTML.slice(0, 90);
  const found = [];
  const all = [...document.querySelectorAll(controls)].filter((part) => seen(part) && part.type !== "radio");
  const boxes = all.map((part) => part.getBoundingClientRect());
  all.forEach((part, at) => {
    const box = boxes[at];
    if (box.height < target - .5 || box.width < target - .5) found.push(`small ${box.width}x${box.height}: ${name(part)}`);
    if (box.top < innerHeight * reach - 1) found.push(`out of reach at ${box.top}: ${name(part)}`);
    boxes.slice(at + 1).forEach((other, more) => {
      const across = Math.max(other.left - box.right, box.left - other.right);
      const along = Math.max(other.top - box.bottom, box.top - other.bottom);
      if (Math.max(across, along) < gap - .5) found.push(`too near ${across} ${along}: ${name(part)} ${name(all[at + 1 + more])}`);
    });
  });
  for (const part of document.querySelectorAll("body, main, main *, .top, .top *, .bar, .bar *")) {
    if (!seen(part) || part.closest("svg, .vh")) continue;
    const box = part.getBoundingClientRect();
    if (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${name(part)}`);
    if (part.clientHeight && part.tagName !== "INPUT" && (part.scrollHeight > part.clientHeight + Math.max(2, parseFloat(getComputedStyle(part).fontSize) * .35) || part.scrollWidth > part.clientWidth + 2))
      found.push(`cut off ${part.scrollHeight}/${part.clientHeight} ${part.scrollWidth}/${part.clientWidth}: ${name(part)}`);
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (own && text && !part.closest("small, i, .twin") && parseFloat(getComputedStyle(part).fontSize) < text - .5) found.push(`small text: ${name(part)}`);
  }
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) found.push("scrolls");
  return found;
}"""
DOUBLED = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    const kept = node.parentElement.closest(".num, time, .keys, .pad [data-key], .letters, script");
    if (node.data.trim() && !kept) node.data = `${node.data.trim()} ${node.data.trim()}`;
  }
  dispatchEvent(new Event("fit"));
}"""
LOW_CONTRAST = """(least) => {
  const linear = (v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const under = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const part of document.querySelectorAll("body *")) {
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || part.tagName === "INPUT";
    if (!own || !part.checkVisibility() || part.closest(".vh, dialog")) continue;
    const [a, b] = [light(rgba(getComputedStyle(part).color)), light(under(part))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < least) found.push(`${ratio.toFixed(2)}: ${part.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""


def faults(page: Page, target: float, reach: float, gap: float, text: float = 0) -> list[str]:
    """Give what is wrong with sizes and places: `reach` is the part of the height, from above, where nothing is touched."""
    measures = {"controls": CONTROLS, "target": target, "reach": reach, "gap": gap, "text": text}
    return list(page.evaluate(FAULTS, measures))


def double_texts(page: Page) -> None:
    """Write each text twice, as a language with long words would, and let the page fit itself."""
    page.evaluate(DOUBLED)


def low_contrast(page: Page, least: float = 7.0) -> list[str]:
    """Give the texts whose contrast (WCAG 2.2, 1.4.6) is lower than `least`."""
    return list(page.evaluate(LOW_CONTRAST, least))

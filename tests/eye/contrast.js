(least) => {
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
}

({ controls, target, reach, gap, text }) => {
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
    if (!seen(part) || part.closest("svg, .vh, .slip .n, .number")) continue;
    const box = part.getBoundingClientRect();
    if (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${name(part)}`);
    if (part.clientHeight && part.tagName !== "INPUT" && (part.scrollHeight > part.clientHeight + Math.max(2, parseFloat(getComputedStyle(part).fontSize) * .35) || part.scrollWidth > part.clientWidth + 2))
      found.push(`cut off ${part.scrollHeight}/${part.clientHeight} ${part.scrollWidth}/${part.clientWidth}: ${name(part)}`);
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (own && text && !part.closest("small, i, .twin") && parseFloat(getComputedStyle(part).fontSize) < text - .5) found.push(`small text: ${name(part)}`);
  }
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) found.push("scrolls");
  return found;
}

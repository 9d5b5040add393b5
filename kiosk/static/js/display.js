// Runs before the first paint, so that no page flashes in another size or contrast than the one chosen.
for (const [name, value] of [["text", "large"], ["contrast", "high"]]) {
  if (sessionStorage.getItem(name) === "on") document.documentElement.dataset[name] = value;
}

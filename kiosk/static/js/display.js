// Runs before the first paint, so that no page flashes in another size or contrast than the one chosen.
for (const name of ["text", "contrast"]) {
  const value = sessionStorage.getItem(name);
  if (["large", "high", "dark"].includes(value)) document.documentElement.dataset[name] = value;
}

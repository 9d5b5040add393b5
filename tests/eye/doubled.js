() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    const kept = node.parentElement.closest(".num, time, .keys, .pad [data-key], .letters, script");
    if (node.data.trim() && !kept) node.data = `${node.data.trim()} ${node.data.trim()}`;
  }
  dispatchEvent(new Event("fit"));
}

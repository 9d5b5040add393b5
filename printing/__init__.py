"""From frozen facts to paper: rendering, the pool that renders, the archive that keeps, the press that drives them."""

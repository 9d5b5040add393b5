"""The spoken call: its clips, packs of clips, and the door that gives a joined call."""

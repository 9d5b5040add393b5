"""Personal data: how long each kind of it is kept, its removal when that time is over, and what is held of a person."""

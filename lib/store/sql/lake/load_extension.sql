-- No row: the engine knows what the extension teaches it.
load {extension};

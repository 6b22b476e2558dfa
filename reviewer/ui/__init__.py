"""The windows; only this room and app know Qt."""

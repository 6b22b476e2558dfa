"""A small model of the council, written from domain.md alone: what may land and where every claim then stands."""

"""The reader: one viewer for pages, photos, sheets and text of papers."""

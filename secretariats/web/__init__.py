"""Pages: they ask and show, and know no rule."""

"""Pure geometry of the diagrams: names and lines placed on a canvas, as data for SVG."""

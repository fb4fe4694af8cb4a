"""The layout of the diagrams: names and lines on a canvas, as data for SVG."""

"""What the charts share: scales, axes, marks, theme."""

"""What can be descended: an objective f with its value, gradient and curvature."""

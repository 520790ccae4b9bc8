"""The parts of a network's loss: its parameters, activations, losses, and the passes through its layers."""

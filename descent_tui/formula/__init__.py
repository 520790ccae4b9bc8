"""Formulas: text → tree → derivative → explanation → fast evaluation. Numpy only; no eval, no exec, no generated code."""

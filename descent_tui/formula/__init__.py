"""Formulas: text → tree → derivative → explanation → fast evaluation. Numpy only; no eval, exec or generated code."""

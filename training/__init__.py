"""How the shipped judge is made: public pairs and hand-written scenes in, one small cross-encoder out."""

//! Results do not depend on who computes them.

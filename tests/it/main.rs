//! Tests of the whole: one program, a module per subject.

mod layering;

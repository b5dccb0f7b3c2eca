//! Tests of the whole: one program, a module per subject.

mod docs_in_step;
mod floor;
mod manual;
mod traced;

//! Tests of the whole library from outside.

mod scenario_errors;

//! What the fuzz targets share with the test suite: the laws live there and are included here.

#[path = "../../tests/it/fuzzed/mod.rs"]
pub mod fuzzed;
pub mod laws;
#[path = "../../tests/it/twin/mod.rs"]
pub mod twin;

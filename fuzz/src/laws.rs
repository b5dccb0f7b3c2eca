//! The laws of the floor.

#[path = "../../tests/it/laws/company.rs"]
pub mod company;
#[path = "../../tests/it/laws/replay.rs"]
pub mod replay;

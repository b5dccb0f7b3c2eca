//! The laws of the floor.

#[path = "../../tests/it/laws/replay.rs"]
pub mod replay;

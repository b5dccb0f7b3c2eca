//! The laws of the floor.

#[path = "../../tests/it/laws/callbacks.rs"]
mod callbacks;
#[path = "../../tests/it/laws/company.rs"]
pub mod company;
#[path = "../../tests/it/laws/replay.rs"]
pub mod replay;
#[path = "../../tests/it/laws/transfers.rs"]
mod transfers;

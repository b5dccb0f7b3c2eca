#![no_main]

use holdline_fuzz::fuzzed::engine;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| engine::check(bytes));

#![no_main]

use holdline_fuzz::fuzzed::scenario_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| scenario_text::check(bytes));

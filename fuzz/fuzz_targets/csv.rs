#![no_main]

use holdline_fuzz::fuzzed::csv;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| csv::check(bytes));

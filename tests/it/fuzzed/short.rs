//! Each function of the fuzzers on its seeds, and on so many texts that differ from one of them in a few places.

use super::{csv, engine, scenario_text};
use holdline::random::{Entity, Purpose, Stream};

/// The same numbers every time.
struct Numbers(Stream, u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.1 += 1;
        self.0.bits(self.1) as usize % end.max(1)
    }
}

/// Some bytes removed, doubled, changed, or taken from another seed.
fn varied(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seeds[numbers.below(seeds.len())].clone();
    let other = &seeds[numbers.below(seeds.len())];
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(20)).min(bytes.len());
        let from = numbers.below(other.len());
        let piece = other[from..(from + numbers.below(40)).min(other.len())].to_vec();
        match numbers.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => drop(bytes.splice(at..at, piece)),
            2 => drop(bytes.splice(at..end, piece)),
            3 => bytes.extend_from_within(at..end),
            _ => bytes.insert(at, numbers.below(256) as u8),
        }
    }
    bytes
}

fn on_seeds_and_variations(seeds: &[Vec<u8>], rounds: usize, check: fn(&[u8])) {
    seeds.iter().for_each(|seed| check(seed));
    let mut numbers = Numbers(Stream::new(20_261_122, 0, Purpose::Talk, Entity::FLOOR), 0);
    (0..rounds).for_each(|_| check(&varied(seeds, &mut numbers)));
}

#[test]
fn no_text_of_a_scenario_breaks_a_law() {
    on_seeds_and_variations(&scenario_text::seeds(), 1_500, scenario_text::check);
}

#[test]
fn no_bytes_of_a_table_break_a_law() {
    on_seeds_and_variations(&csv::seeds(), 600, csv::check);
}

#[test]
fn no_floor_breaks_a_law() {
    on_seeds_and_variations(&engine::seeds(), 200, engine::check);
}

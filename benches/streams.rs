//! The random streams under dieharder (Debian package `dieharder`, version 3.31), each way in which keys can be neighbours.
//!
//! `cargo bench --bench streams` prints the table of `docs/method.md`: most of the tests that dieharder calls good, on
//! the raw bits. `cargo bench --bench streams -- day` tests only one way; `-- --write day` writes its bits to standard
//! output without end, for any other battery.

use holdline::random::{Entity, Purpose, Stream};
use holdline::special::normal_cdf;
use rand_core::Rng;
use std::io::{self, Write};
use std::process::{Child, Command, Stdio};

/// The number at a place.
type Draw = fn(u64) -> u64;

/// What a series of numbers runs through while all else stays.
const WAYS: [(&str, Draw); 8] = [
    ("index", |i| stream(1, 1, Purpose::Talk, "general").bits(i)),
    ("day", |i| stream(1, i, Purpose::Busyness, "general").bits(0)),
    ("seed", |i| stream(i, 1, Purpose::Talk, "general").bits(0)),
    ("entity", |i| stream(1, 1, Purpose::Talk, &i.to_string()).bits(0)),
    ("purpose", |i| stream(1, 1, PURPOSES[i as usize % PURPOSES.len()], "general").bits(i / PURPOSES.len() as u64)),
    ("rejection", |i| {
        let mut draws = stream(1, 1, Purpose::Talk, "general").draws(i / 4);
        (0..=i % 4).map(|_| draws.next_u64()).last().unwrap_or(0)
    }),
    // The places of variates among all there are, two to a number.
    ("exponential", |i| two(i, |stream, i| -libm::expm1(-stream.exponential(i)))),
    ("normal", |i| two(i, |stream, i| normal_cdf(stream.normal(i)))),
];

const PURPOSES: [Purpose; 8] = [
    Purpose::Busyness,
    Purpose::Arrival,
    Purpose::Talk,
    Purpose::WrapUp,
    Purpose::Patience,
    Purpose::Balk,
    Purpose::Absence,
    Purpose::JoinAfter,
];

/// Numbers of dieharder's tests: Diehard's and the STS's that are called good, and four of D. Bauer's.
const TESTS: [u32; 20] = [0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 15, 16, 17, 100, 101, 102, 206, 207, 208, 209];

fn stream(seed: u64, day: u64, purpose: Purpose, name: &str) -> Stream {
    Stream::new(seed, day, purpose, Entity::named(name))
}

/// 32 bits each of two numbers from 0 to 1.
fn two(i: u64, place: fn(Stream, u64) -> f64) -> u64 {
    let stream = stream(1, 1, Purpose::Talk, "general");
    let bits = |i| (place(stream, i) * (1_u64 << 32) as f64) as u64;
    bits(2 * i) << 32 | bits(2 * i + 1)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let ways = || WAYS.into_iter().filter(|(name, _)| words.is_empty() || words.iter().any(|word| word == name));
    if words.iter().any(|word| word == "--write") {
        let (_, draw) = ways().next().expect("the name of a way after --write");
        write(draw, io::stdout());
        return;
    }
    println!("| numbers run through | p-values | passed | weak | failed |\n| --- | ---: | ---: | ---: | ---: |");
    for (name, draw) in ways() {
        let lines: Vec<String> = TESTS.into_iter().flat_map(|test| assessed(test, draw)).collect();
        let count = |word: &str| lines.iter().filter(|line| line.contains(word)).count();
        let [passed, weak, failed] = ["PASSED", "WEAK", "FAILED"].map(count);
        println!("| {name} | {} | {passed} | {weak} | {failed} |", lines.len());
        lines.iter().filter(|line| !line.contains("PASSED")).for_each(|line| eprintln!("{name}: {line}"));
    }
}

/// The lines of dieharder that judge a p-value.
fn assessed(test: u32, draw: Draw) -> Vec<String> {
    let mut child = dieharder(test);
    let bits = child.stdin.take().expect("its input is piped");
    std::thread::scope(|scope| {
        scope.spawn(|| write(draw, bits));
        let output = child.wait_with_output().expect("dieharder ends");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let judges = |line: &&str| ["PASSED", "WEAK", "FAILED"].iter().any(|word| line.contains(word));
        text.lines().filter(judges).map(str::to_owned).collect()
    })
}

fn dieharder(test: u32) -> Child {
    let mut command = Command::new("dieharder");
    command.args(["-g", "200", "-d", &test.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().expect("dieharder must be installed: apt-get install dieharder")
}

/// Writes the bits until nobody reads them any more.
fn write(draw: Draw, mut out: impl Write) {
    const BLOCK: u64 = 8_192;
    let mut next = 0;
    loop {
        let bytes: Vec<u8> = (next..next + BLOCK).flat_map(|i| draw(i).to_le_bytes()).collect();
        next += BLOCK;
        if out.write_all(&bytes).is_err() {
            return;
        }
    }
}

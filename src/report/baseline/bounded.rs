//! Reading what somebody else may have packed: a small file can unpack to more than fits into memory.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};
use std::marker::PhantomData;

/// Most bytes of a document.
const MOST_BYTES: usize = 512 << 20;
/// Most commas, so most values: 8 bytes each, and some more while lists grow.
const MOST_COMMAS: usize = 48_000_000;

/// A reader of a JSON document that ends with an error where the document grows too large.
pub struct Bounded<R> {
    inner: R,
    bytes: usize,
    commas: usize,
}

/// What the reader ends with.
#[derive(Debug)]
struct TooMuch;

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for TooMuch {}

/// Whether a reader ended because the document grew too large.
pub fn is_too_much(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
}

impl<R> Bounded<R> {
    /// Nothing of it has been read.
    pub const fn new(inner: R) -> Self {
        Self { inner, bytes: 0, commas: 0 }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read;
        self.commas += buffer[..read].iter().filter(|byte| **byte == b',').count();
        if self.bytes > MOST_BYTES || self.commas > MOST_COMMAS {
            return Err(io::Error::new(io::ErrorKind::InvalidData, TooMuch));
        }
        Ok(read)
    }
}

/// Reads a list of at most `N` values.
///
/// # Errors
/// If there are more, or one cannot be read.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>, const N: usize>(from: D) -> Result<Vec<T>, D::Error> {
    struct BoundedList<T, const N: usize>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for BoundedList<T, N> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a list of at most {N} values")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some(value) = values.next_element()? {
                if list.len() == N {
                    return Err(A::Error::invalid_length(N + 1, &self));
                }
                list.push(value);
            }
            Ok(list)
        }
    }
    from.deserialize_seq(BoundedList::<T, N>(PhantomData))
}

/// Reads at most `N` values, each by its name.
///
/// # Errors
/// If there are more, or one cannot be read.
pub fn map<'de, D, T, const N: usize>(from: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Map<T, const N: usize>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>, const N: usize> Visitor<'de> for Map<T, N> {
        type Value = BTreeMap<String, T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "at most {N} keys with their values")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<BTreeMap<String, T>, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = values.next_entry()? {
                if map.len() == N {
                    return Err(A::Error::invalid_length(N + 1, &self));
                }
                map.insert(key, value);
            }
            Ok(map)
        }
    }
    from.deserialize_map(Map::<T, N>(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Three {
        #[serde(deserialize_with = "list::<_, _, 3>")]
        list: Vec<u8>,
        #[serde(deserialize_with = "map::<_, _, 3>")]
        map: BTreeMap<String, u8>,
    }

    #[test]
    fn as_many_as_allowed_are_read_and_one_more_is_refused() {
        let read = |list: &str, map: &str| {
            serde_json::from_str::<Three>(&format!("{{\"list\": [{list}], \"map\": {{{map}}}}}"))
                .map(|three| (three.list.len(), three.map.len()))
                .map_err(|error| error.to_string())
        };
        assert_eq!(read("1, 2, 3", r#""a": 1, "b": 2, "c": 3"#), Ok((3, 3)));
        assert!(read("1, 2, 3, 4", "").is_err_and(|e| e.contains("expected a list of at most 3 values")));
        let four = r#""a": 1, "b": 2, "c": 3, "d": 4"#;
        assert!(read("", four).is_err_and(|e| e.contains("expected at most 3 keys with their values")));
    }

    #[test]
    fn a_document_without_end_ends_with_an_error() {
        for byte in [b',', b' '] {
            let mut piece = vec![0; 1 << 20];
            let mut reader = Bounded::new(io::repeat(byte));
            let most = if byte == b',' { MOST_COMMAS } else { MOST_BYTES } >> 20;
            let read = (0..=most).map_while(|_| reader.read(&mut piece).ok()).count();
            assert_eq!(read, most, "1 MB at a time");
        }
    }
}

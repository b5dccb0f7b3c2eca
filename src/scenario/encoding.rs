//! Which encoding a table of data is in. Nothing is guessed: bytes that are no UTF-8 are read in the encoding in which
//! they name a queue of the scenario, and where none does, only what is plain ASCII in them is read.

use encoding_rs::Encoding;

/// What a table may be saved in besides UTF-8: by Excel in China, Taiwan, Japan, Korea, Europe, and on a Mac.
const ENCODINGS: [(&str, &Encoding); 13] = [
    ("GB18030", encoding_rs::GB18030),
    ("Big5", encoding_rs::BIG5),
    ("Shift_JIS", encoding_rs::SHIFT_JIS),
    ("EUC-JP", encoding_rs::EUC_JP),
    ("EUC-KR", encoding_rs::EUC_KR),
    ("Windows-1252", encoding_rs::WINDOWS_1252),
    ("Windows-1250", encoding_rs::WINDOWS_1250),
    ("Windows-1251", encoding_rs::WINDOWS_1251),
    ("Windows-1253", encoding_rs::WINDOWS_1253),
    ("Windows-1254", encoding_rs::WINDOWS_1254),
    ("Windows-1257", encoding_rs::WINDOWS_1257),
    ("Mac Roman", encoding_rs::MACINTOSH),
    ("IBM 866", encoding_rs::IBM866),
];

/// How the bytes of a table became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It is UTF-8.
    Utf8,
    /// In this encoding it names a queue of the scenario.
    As(&'static str),
    /// In none: what is not ASCII is lost.
    AsciiOnly,
}

/// The text of a table; `names` are those of the scenario's queues.
pub(super) fn decode(bytes: Vec<u8>, names: &[String]) -> (String, Reading) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, Reading::Utf8),
        Err(error) => decode_by_names(error.as_bytes(), names),
    }
}

fn decode_by_names(bytes: &[u8], names: &[String]) -> (String, Reading) {
    let telling: Vec<&String> = names.iter().filter(|name| !name.is_ascii()).collect();
    for (label, encoding) in ENCODINGS.iter().filter(|_| !telling.is_empty()) {
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
        if let Some(text) = decoded.filter(|text| telling.iter().any(|name| text.contains(name.as_str()))) {
            return (text.into_owned(), Reading::As(label));
        }
    }
    let plain = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { char::REPLACEMENT_CHARACTER };
    (bytes.iter().map(plain).collect(), Reading::AsciiOnly)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: &'static Encoding, text: &str, name: &str) -> (String, Reading) {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text} cannot be written so");
        decode(bytes.into_owned(), &[name.to_owned()])
    }

    #[test]
    fn a_table_is_read_in_the_encoding_in_which_it_names_a_queue() {
        for (label, encoding, name) in [
            ("GB18030", encoding_rs::GB18030, "大客户"),
            ("Shift_JIS", encoding_rs::SHIFT_JIS, "ご注文"),
            ("Big5", encoding_rs::BIG5, "客戶"),
            ("EUC-KR", encoding_rs::EUC_KR, "상담"),
            ("Windows-1252", encoding_rs::WINDOWS_1252, "Aufträge"),
            ("Windows-1252", encoding_rs::WINDOWS_1252, "Réclamations"),
            ("Windows-1250", encoding_rs::WINDOWS_1250, "Zgłoszenia"),
            ("Windows-1251", encoding_rs::WINDOWS_1251, "Заказы"),
        ] {
            let text = format!("queue;calls\n{name};5\n");
            assert_eq!(read(encoding, &text, name), (text, Reading::As(label)), "{name}");
        }
    }

    #[test]
    fn where_no_encoding_names_a_queue_only_ascii_is_read() {
        let (text, reading) = read(encoding_rs::WINDOWS_1252, "queue;calls\nAufträge;5\n", "Bestellungen");
        assert_eq!((text.as_str(), reading), ("queue;calls\nAuftr\u{fffd}ge;5\n", Reading::AsciiOnly));
        assert_eq!(read(encoding_rs::GB18030, "a,备注\n", "大客户").1, Reading::AsciiOnly);
    }
}

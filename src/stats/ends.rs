//! How far an interval reaches.

/// The ends of an interval; `None`: so few days do not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

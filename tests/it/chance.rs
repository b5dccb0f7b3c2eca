//! What chance alone may do.

/// The largest number of false alarms that is no wonder: exceeded with a chance below 1e-4 at this error rate.
pub fn no_wonder(comparisons: u32, rate: f64) -> u32 {
    let mut chance: f64 = (0..comparisons).map(|_| 1.0 - rate).product();
    let mut below = chance;
    let mut alarms = 0;
    while 1.0 - below >= 1e-4 {
        chance *= f64::from(comparisons - alarms) / f64::from(alarms + 1) * rate / (1.0 - rate);
        below += chance;
        alarms += 1;
    }
    alarms
}

//! Special functions, on crate `libm` so that they give the same bits on every machine (M-R3).

mod normal;

pub use normal::normal_quantile;

/// TEMP until merge
pub fn gamma_quantile(p: f64, shape: f64) -> f64 { let z = normal_quantile(p); let c = 1.0/(9.0*shape); shape*(1.0-c+z*c.sqrt()).powi(3) }

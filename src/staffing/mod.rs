//! How many people a floor needs, interval by interval, by formulas: before anything is simulated.
//!
//! *Needed* is the smallest number of people on the phones with whom the calls of an interval meet the targets. Where no
//! number is honest there is none.

mod crowd;
mod demand;
mod goal;
mod known;
mod need;
mod pools;
mod transferred;
mod volumes;

pub use goal::IntervalGoal;
pub use known::{moments, patience};
pub use need::{PeopleNeeded, needs};
pub use pools::{planned, planned_of};
pub use volumes::{VolumeOfSlice, mean_patience_s, volumes};

//! What things are called in files of a sizing, which are the same in every language.

use crate::sizing::{Binding, Changed, GoalOf, Method, Per};

/// Of what a goal is.
pub const fn of(goal: GoalOf) -> &'static str {
    match goal {
        GoalOf::Day => "day",
        GoalOf::Window => "window",
        GoalOf::Interval => "interval",
    }
}

/// What one number is.
pub const fn per(per: Per) -> &'static str {
    match per {
        Per::Day => "day",
        Per::Interval => "interval",
        Per::Shape => "shape",
    }
}

/// The key of a method.
pub const fn method(method: Method) -> &'static str {
    match method {
        Method::LongRun => "long_run",
        Method::ExactDay => "exact_day",
        Method::Simulated { .. } => "simulated",
    }
}

/// The key of what binds.
pub const fn binding(binding: Binding) -> &'static str {
    match binding {
        Binding::MostPeople => "most_people",
        Binding::Seats => "seats",
        Binding::NotPeople => "not_people",
    }
}

/// The key of what is changed.
pub const fn changed(changed: Changed) -> &'static str {
    match changed {
        Changed::Volume => "volume",
        Changed::HandleTime => "handle_time",
        Changed::Patience => "patience",
        Changed::Absence => "absence",
    }
}

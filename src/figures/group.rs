//! The figures of a group of agents.

use super::{Facts, Limit, Unit};

figures! {
    /// A figure of a group over the whole day.
    GroupFigure {
        /// Time handling calls / time signed in.
        Occupancy => Facts::new("occupancy", Unit::Share, Limit::TimeShare),
        /// Time on the phones.
        SignedInHours => Facts::new("signed_in_hours", Unit::Hours, Limit::PeopleTime),
        /// The part of it for a rung.
        BorrowedHours => Facts::new("borrowed_hours", Unit::Hours, Limit::LentTime),
        /// Time on the phones after shift end, break or release.
        OverrunHours => Facts::new("overrun_hours", Unit::Hours, Limit::PeopleTime),
        /// People who did not come that day.
        Absent => Facts::new("absent", Unit::People, Limit::AbsentPeople),
        /// People who came late.
        Late => Facts::new("late_people", Unit::People, Limit::LatePeople),
        /// By how much, all together.
        LateHours => Facts::new("late_hours", Unit::Hours, Limit::LateTime),
        /// Breaks that began late.
        LateBreaks => Facts::new("late_breaks", Unit::Times, Limit::Breaks),
        /// By how much, all together.
        LateBreakMinutes => Facts::new("late_break_minutes", Unit::Minutes, Limit::BreakTime),
        /// Time on the phones after the end of the shift.
        OvertimeHours => Facts::new("overtime_hours", Unit::Hours, Limit::PeopleTime),
        /// What its people cost.
        Cost => Facts::new("cost", Unit::Money, Limit::Pay),
        /// Own work that a rung has kept people from.
        DeferredTasks => Facts::new("deferred_tasks", Unit::Tasks, Limit::Tasks),
        /// The part of it that was caught up on the same day.
        CaughtUpTasks => Facts::new("caught_up_tasks", Unit::Tasks, Limit::Tasks).more_is_better(),
        /// The rest of it.
        LeftOverTasks => Facts::new("left_over_tasks", Unit::Tasks, Limit::Tasks),
        /// The part of it that was not caught up by its deadline.
        LateTasks => Facts::new("late_tasks", Unit::Tasks, Limit::Tasks),
    }
}

impl GroupFigure {
    /// Its name in results and expectations.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The figure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|figure| figure.name() == name)
    }
}

//! What so many people come to: by formulas or by simulation.

use super::goal::Goal;
use super::watch::SizeError;

/// What some numbers of people come to.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleJudged {
    /// The figure of each goal, or its share of days; `None`: nothing to count.
    pub figures: Vec<Option<f64>>,
    /// How far each is on the good side.
    pub slack: Vec<f64>,
    /// Callers of each interval who are not served as the measure that leads asks ([`Goal::lead`]).
    pub misses: Vec<f64>,
    /// That measure in each interval.
    pub by_interval: Vec<Option<f64>>,
}

impl PeopleJudged {
    /// Of figures of these goals.
    pub fn new(goals: &[Goal], figures: Vec<Option<f64>>, (misses, by_interval): (Vec<f64>, Vec<Option<f64>>)) -> Self {
        let slack = goals.iter().zip(&figures).map(|(goal, figure)| goal.slack(*figure)).collect();
        Self { figures, slack, misses, by_interval }
    }

    /// What cannot even be played: the floor is overloaded beyond its limits.
    pub fn hopeless(goals: &[Goal], intervals: usize) -> Self {
        let (figures, slack) = (vec![None; goals.len()], vec![-1.0; goals.len()]);
        Self { figures, slack, misses: vec![1.0; intervals], by_interval: vec![None; intervals] }
    }

    /// Whether all goals are reached.
    pub fn is_enough(&self) -> bool {
        self.slack.iter().all(|slack| *slack >= 0.0)
    }

    /// The goals that are missed.
    pub fn missed(&self) -> impl Iterator<Item = usize> {
        self.slack.iter().enumerate().filter(|(_, slack)| **slack < 0.0).map(|(at, _)| at)
    }
}

/// Tells what numbers of people come to: of the same numbers always the same.
pub trait Judge {
    /// What they must reach.
    fn goals(&self) -> &[Goal];

    /// What these numbers come to.
    ///
    /// # Errors
    /// If it is stopped, or the floor cannot be simulated for another reason than too few people.
    fn judge(&self, values: &[i32]) -> Result<PeopleJudged, SizeError>;

    /// How many trials are cheap, for moves that are worth as many.
    fn affordable(&self) -> usize;
}

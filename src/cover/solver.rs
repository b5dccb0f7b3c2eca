//! Linear programmes with whole numbers, as they are handed to the solver.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};
use microlp::{ResumeOptions, SolutionStatus};

/// Nobody plans for more people of one kind.
const MOST_PEOPLE: i32 = 100_000;
/// So many nodes are searched between two looks at whether to go on.
const NODES: u64 = 50;

/// A programme that is being made: columns are numbers that are free, rows are what they must keep to; costs are least.
pub(super) struct Programme {
    problem: Problem,
    columns: Vec<Variable>,
    is_whole: bool,
}

/// How a row is held against its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowHeld {
    AtLeast,
    AtMost,
    Equal,
}

/// What solving came to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Solved {
    /// The best that was found.
    Found {
        /// Of each column.
        values: Vec<f64>,
        /// What it costs.
        cost: f64,
        /// Nothing can cost less.
        bound: f64,
    },
    /// Nothing keeps to all rows.
    Impossible,
    /// It was stopped before anything was found.
    Stopped,
}

impl Programme {
    /// An empty one; `is_whole`: people are whole.
    pub fn new(is_whole: bool) -> Self {
        Self { problem: Problem::new(OptimizationDirection::Minimize), columns: Vec::new(), is_whole }
    }

    /// People, no fewer than so many, at so much each.
    pub fn people(&mut self, cost: f64, least: u32) -> usize {
        let variable = if self.is_whole {
            self.problem.add_integer_var(cost, (least as i32, MOST_PEOPLE))
        } else {
            self.problem.add_var(cost, (f64::from(least), f64::INFINITY))
        };
        self.column(variable)
    }

    /// Something that need not be whole.
    pub fn amount(&mut self, cost: f64) -> usize {
        let variable = self.problem.add_var(cost, (0.0, f64::INFINITY));
        self.column(variable)
    }

    /// Something that is or is not.
    pub fn choice(&mut self) -> usize {
        let variable =
            if self.is_whole { self.problem.add_binary_var(0.0) } else { self.problem.add_var(0.0, (0.0, 1.0)) };
        self.column(variable)
    }

    fn column(&mut self, variable: Variable) -> usize {
        self.columns.push(variable);
        self.columns.len() - 1
    }

    /// The sum of columns, each so many times, is held against a number.
    pub fn row(&mut self, row: impl IntoIterator<Item = (usize, f64)>, held: RowHeld, number: f64) {
        let row: Vec<(Variable, f64)> = row.into_iter().map(|(at, times)| (self.columns[at], times)).collect();
        let held = match held {
            RowHeld::AtLeast => ComparisonOp::Ge,
            RowHeld::AtMost => ComparisonOp::Le,
            RowHeld::Equal => ComparisonOp::Eq,
        };
        self.problem.add_constraint(&row, held, number);
    }

    /// Solves it in no more nodes than so many, which are the same always; `is_over` may end it with the best that was found by then.
    pub fn solve(self, most_nodes: u64, is_over: &dyn Fn() -> bool) -> Solved {
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODES);
        let mut outcome = match self.problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(error) => return unsolved(&error),
        };
        while !outcome.is_optimal() && outcome.stats().nodes_solved < most_nodes && !is_over() {
            let mut more = ResumeOptions::default();
            more.node_limit = Some(NODES);
            outcome = match outcome.resume_with(more) {
                Ok(outcome) => outcome,
                Err(error) => return unsolved(&error),
            };
        }
        self.told(&outcome)
    }

    fn told(&self, outcome: &SolveOutcome) -> Solved {
        let Some(solution) = outcome.solution() else { return Solved::Stopped };
        let cost = solution.objective();
        let bound = match solution.status() {
            SolutionStatus::Optimal => cost,
            SolutionStatus::Feasible => solution.stats().best_bound.unwrap_or(f64::NEG_INFINITY).min(cost),
        };
        Solved::Found { values: self.columns.iter().map(|at| solution.var_value(*at)).collect(), cost, bound }
    }
}

/// What the solver cannot do is nothing found; programmes of covers have a least cost.
fn unsolved(error: &Error) -> Solved {
    if *error == Error::Infeasible { Solved::Impossible } else { Solved::Stopped }
}

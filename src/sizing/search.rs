//! The least people that are enough: raised until they are, then taken away one by one as long as they still are.

use super::goal::GoalOf;
use super::judge::{Judge, PeopleJudged};
use super::variables::Variables;
use super::watch::{SizeError, SizeStep, SizeWatch};

/// What a search came to.
#[derive(Clone, Debug)]
pub struct SearchFound {
    /// The least numbers that are enough; if none are, the most that may be.
    pub values: Vec<i32>,
    /// What they come to.
    pub judged: PeopleJudged,
}

/// Intervals so far apart hardly know of each other: people are taken away from all of them at once.
const APART: usize = 4;

/// One person helps an interval if so much of what it misses is gone.
const HELPS: f64 = 0.05;

/// Looks for the least numbers.
pub struct Search<'a> {
    /// Tells what numbers come to.
    pub judge: &'a dyn Judge,
    /// The numbers.
    pub variables: &'a Variables,
    /// Who is told, and may end it: then the best so far is what was found.
    pub watch: &'a dyn SizeWatch,
}

impl Search<'_> {
    /// The least numbers, looked for from a guess.
    ///
    /// # Errors
    /// Those of the judge.
    pub fn run(&self, guess: &[i32]) -> Result<SearchFound, SizeError> {
        let start: Vec<i32> = guess.iter().enumerate().map(|(at, value)| self.clamped(at, *value)).collect();
        if let [slot] = &self.variables.slots[..] {
            return self.one_number(start[0], slot.least, slot.most);
        }
        self.watch.step(SizeStep::Raises);
        let raised = self.raised(start)?;
        if !raised.judged.is_enough() {
            return Ok(raised);
        }
        self.watch.step(SizeStep::Removes);
        let size = self.variables.slots.len();
        if self.judge.affordable() < 4 * size * size {
            let pruned = self.pruned_together(raised.values)?;
            return self.found(self.pruned_one_by_one(pruned, self.judge.affordable())?);
        }
        let mut best = self.removed(raised.values.clone())?;
        let plenty: Vec<i32> =
            raised.values.iter().enumerate().map(|(at, value)| self.clamped(at, value + 2)).collect();
        if !self.is_over() && self.is_enough(&plenty)? {
            let other = self.removed(plenty)?;
            best = if self.cost(&other) < self.cost(&best) - TINY { other } else { best };
        }
        self.watch.step(SizeStep::Exchanges);
        loop {
            best = self.exchanged(best)?;
            match self.spared(&best)? {
                Some(cheaper) => best = cheaper,
                None => return self.found(best),
            }
        }
    }

    fn clamped(&self, at: usize, value: i32) -> i32 {
        let slot = &self.variables.slots[at];
        value.clamp(slot.least, slot.most)
    }

    fn is_over(&self) -> bool {
        self.watch.time_is_up()
    }

    fn is_enough(&self, values: &[i32]) -> Result<bool, SizeError> {
        Ok(self.judge.judge(values)?.is_enough())
    }

    fn cost(&self, values: &[i32]) -> f64 {
        self.variables.cost(values)
    }

    fn found(&self, values: Vec<i32>) -> Result<SearchFound, SizeError> {
        Ok(SearchFound { judged: self.judge.judge(&values)?, values })
    }

    /// The smallest number that is enough: more are then enough, too.
    fn one_number(&self, guess: i32, least: i32, most: i32) -> Result<SearchFound, SizeError> {
        let (mut value, mut step) = (guess, 1);
        // Not enough below `low`, enough at `high`.
        let (mut low, mut high) = (least - 1, None);
        while high.is_none() {
            if self.is_enough(&[value])? {
                high = Some(value);
            } else if value == most || self.is_over() {
                return self.found(vec![most]);
            } else {
                (low, value) = (value, value.saturating_add(step).min(most));
                step *= 2;
            }
        }
        let (mut high, mut step) = (high.unwrap_or(most), 1);
        while high - low > 1 && !self.is_over() {
            let down = if low < least { high - step } else { i32::midpoint(low, high) };
            let tried = down.clamp(low + 1, high - 1);
            if self.is_enough(&[tried])? {
                high = tried
            } else {
                low = tried
            }
            step *= 2;
        }
        self.found(vec![high])
    }

    /// More people where goals are missed, until none is or there may be no more.
    fn raised(&self, mut values: Vec<i32>) -> Result<SearchFound, SizeError> {
        // How far before an interval that is missed people are added: further where they have not helped.
        let mut ahead = vec![0; self.judge.goals().len()];
        let mut before: Option<PeopleJudged> = None;
        loop {
            let judged = self.judge.judge(&values)?;
            if let Some(before) = before {
                for goal in judged.missed() {
                    let (was, is) = (before.slack[goal], judged.slack[goal]);
                    ahead[goal] += usize::from(is - was < HELPS * -was);
                }
            }
            let missed = judged.missed();
            let mut more: Vec<usize> =
                missed.flat_map(|goal| self.to_raise((goal, ahead[goal]), &judged, &values)).collect();
            more.sort_unstable();
            more.dedup();
            if more.is_empty() || self.is_over() {
                return Ok(SearchFound { values, judged });
            }
            more.into_iter().for_each(|slot| values[slot] += 1);
            before = Some(judged);
        }
    }

    /// Where people are added for a goal that is missed.
    fn to_raise(&self, (goal, ahead): (usize, usize), judged: &PeopleJudged, values: &[i32]) -> Vec<usize> {
        let goal = &self.judge.goals()[goal];
        let room = |at: &usize| values[*at] < self.variables.slots[*at].most;
        if goal.of == GoalOf::Interval {
            // Who comes later cannot be helped before, but a queue can be kept from building up.
            let mut earlier = (0..=goal.intervals.start.saturating_sub(ahead)).rev();
            let there = |i: usize| self.variables.in_interval(i).filter(room).collect::<Vec<usize>>();
            return earlier.find_map(|i| Some(there(i)).filter(|slots| !slots.is_empty())).unwrap_or_default();
        }
        let worth = |at: &usize| {
            let slot = &self.variables.slots[*at];
            slot.intervals.clone().map(|i| judged.misses[i]).sum::<f64>() / slot.cost.max(TINY)
        };
        let of_goal = |at: &usize| self.variables.slots[*at].intervals.clone().any(|i| goal.intervals.contains(&i));
        let mut slots: Vec<usize> = (0..values.len()).filter(of_goal).filter(room).collect();
        slots.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
        slots.truncate((slots.len() / 8).max(1));
        slots
    }

    /// Takes away one person at a time, where the goals of the day lose least for the money; among equals from left to right.
    fn removed(&self, mut values: Vec<i32>) -> Result<Vec<i32>, SizeError> {
        loop {
            let mut best: Option<(f64, usize)> = None;
            for at in (0..values.len()).filter(|at| values[*at] > self.variables.slots[*at].least) {
                if self.is_over() {
                    return Ok(values);
                }
                let judged = self.judge.judge(&changed(&values, &[(at, -1)]))?;
                let lost = -self.day_slack(&judged) / self.variables.slots[at].cost.max(TINY);
                if judged.is_enough() && best.is_none_or(|(least, _)| lost < least - TINY) {
                    best = Some((lost, at));
                }
            }
            let Some((_, at)) = best else { return Ok(values) };
            values[at] -= 1;
        }
    }

    /// What is left of the goals of more than an interval; 0 without any.
    fn day_slack(&self, judged: &PeopleJudged) -> f64 {
        let of_day = self.judge.goals().iter().zip(&judged.slack).filter(|(goal, _)| goal.of != GoalOf::Interval);
        of_day.map(|(_, slack)| *slack).reduce(f64::min).unwrap_or(0.0)
    }

    /// Exchanges one more for one or two fewer elsewhere as long as that is cheaper.
    fn exchanged(&self, mut values: Vec<i32>) -> Result<Vec<i32>, SizeError> {
        'again: loop {
            for more in 0..values.len() {
                for a in (0..values.len()).filter(|a| *a != more) {
                    for b in (a..=values.len()).filter(|b| *b != more) {
                        // The last stands for nobody.
                        let moves = [(more, 1), (a, -1), (b, -1)];
                        let tried = changed(&values, if b == values.len() { &moves[..2] } else { &moves });
                        if self.is_over() {
                            return Ok(values);
                        }
                        let cheaper = self.cost(&tried) < self.cost(&values) - TINY;
                        if cheaper && self.is_allowed(&tried) && self.is_enough(&tried)? {
                            values = self.removed(tried)?;
                            continue 'again;
                        }
                    }
                }
            }
            return Ok(values);
        }
    }

    /// One person fewer in a dear interval for as many more in cheap ones as it takes, if that is cheaper; `None`: nowhere it is.
    fn spared(&self, values: &[i32]) -> Result<Option<Vec<i32>>, SizeError> {
        let slots = &self.variables.slots;
        let cheapest = slots.iter().map(|slot| slot.cost).fold(f64::INFINITY, f64::min);
        let is_dear = |at: &usize| slots[*at].cost > cheapest + TINY && values[*at] > slots[*at].least;
        for dear in (0..values.len()).filter(is_dear) {
            let mut tried = changed(values, &[(dear, -1)]);
            loop {
                let missed = |judged: &PeopleJudged| judged.slack.iter().map(|slack| slack.min(0.0)).sum::<f64>();
                let before = missed(&self.judge.judge(&tried)?);
                let mut best: Option<(f64, usize)> = None;
                for at in (0..values.len()).filter(|at| *at != dear && tried[*at] < slots[*at].most) {
                    let more = changed(&tried, &[(at, 1)]);
                    if self.is_over() || self.cost(&more) >= self.cost(values) - TINY {
                        continue;
                    }
                    let judged = self.judge.judge(&more)?;
                    if judged.is_enough() {
                        return Ok(Some(self.removed(more)?));
                    }
                    let worth = (missed(&judged) - before) / slots[at].cost.max(TINY);
                    if best.is_none_or(|(most, _)| worth > most + TINY) {
                        best = Some((worth, at));
                    }
                }
                let Some((_, at)) = best else { break };
                tried[at] += 1;
            }
        }
        Ok(None)
    }

    fn is_allowed(&self, values: &[i32]) -> bool {
        self.variables.slots.iter().zip(values).all(|(slot, value)| (slot.least..=slot.most).contains(value))
    }

    /// Takes one person away from every fourth interval at once and gives back those without whom goals are missed.
    fn pruned_together(&self, mut values: Vec<i32>) -> Result<Vec<i32>, SizeError> {
        let mut needed = vec![false; values.len()];
        loop {
            let before = values.clone();
            for offset in 0..APART {
                let free = |at: &usize| {
                    let slot = &self.variables.slots[*at];
                    slot.intervals.start % APART == offset && values[*at] > slot.least && !needed[*at]
                };
                let mut away: Vec<usize> = (0..values.len()).filter(free).collect();
                while !away.is_empty() && !self.is_over() {
                    let tried = changed(&values, &away.iter().map(|at| (*at, -1)).collect::<Vec<_>>());
                    let judged = self.judge.judge(&tried)?;
                    if judged.is_enough() {
                        values = tried;
                        break;
                    }
                    let back = self.to_give_back(&judged, &away);
                    back.iter().for_each(|at| needed[*at] = true);
                    away.retain(|at| !back.contains(at));
                }
            }
            if values == before {
                return Ok(values);
            }
        }
    }

    /// Of those taken away who is to blame that goals are missed: the last one before a missed interval, of the day those with
    /// the most misses.
    fn to_give_back(&self, judged: &PeopleJudged, away: &[usize]) -> Vec<usize> {
        let start = |at: &usize| self.variables.slots[*at].intervals.start;
        let mut back = Vec::new();
        for goal in judged.missed().map(|goal| &self.judge.goals()[goal]) {
            if goal.of == GoalOf::Interval {
                let before = away.iter().filter(|at| start(at) <= goal.intervals.start).max_by_key(|at| start(at));
                let after = away.iter().min_by_key(|at| start(at));
                back.extend(before.or(after).map(start));
            } else {
                let mut by_misses: Vec<usize> = away.to_vec();
                by_misses.sort_by(|a, b| judged.misses[start(b)].total_cmp(&judged.misses[start(a)]).then(a.cmp(b)));
                by_misses.truncate(away.len().div_ceil(3));
                back.extend(by_misses.iter().map(start));
            }
        }
        away.iter().copied().filter(|at| back.contains(&start(at))).collect()
    }

    /// Takes people away one by one, first where fewest callers are missed; at most so many are tried.
    fn pruned_one_by_one(&self, mut values: Vec<i32>, trials: usize) -> Result<Vec<i32>, SizeError> {
        let misses = self.judge.judge(&values)?.misses;
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| {
            let of = |at: usize| misses[self.variables.slots[at].intervals.start];
            of(*a).total_cmp(&of(*b)).then(a.cmp(b))
        });
        order.retain(|at| values[*at] > self.variables.slots[*at].least);
        for at in order.into_iter().take(trials) {
            let mut tried = changed(&values, &[(at, -1)]);
            while !self.is_over() && self.is_allowed(&tried) && self.is_enough(&tried)? {
                values = tried;
                tried = changed(&values, &[(at, -1)]);
            }
        }
        Ok(values)
    }
}

/// What is too little to tell two costs apart.
const TINY: f64 = 1e-9;

/// The same numbers, some of them changed.
fn changed(values: &[i32], by: &[(usize, i32)]) -> Vec<i32> {
    let mut changed = values.to_vec();
    by.iter().for_each(|(at, by)| changed[*at] += by);
    changed
}

#[cfg(test)]
mod tests {
    use super::super::exact::ExactJudge;
    use super::super::goal::Goal;
    use super::super::plan::{Bound, Per, SizePlan, TargetsOf};
    use super::super::sample;
    use super::super::simulated::SimulatedJudge;
    use super::*;
    use crate::model::Targets;

    /// The cheapest of all numbers from 1 to `most` that are enough.
    fn by_brute_force(judge: &dyn Judge, variables: &Variables, most: i32) -> Option<f64> {
        let size = variables.slots.len();
        let mut best: Option<f64> = None;
        for code in 0..most.pow(size as u32) {
            let values: Vec<i32> = (0..size).map(|at| code / most.pow(at as u32) % most + 1).collect();
            let cost = variables.cost(&values);
            if best.is_none_or(|best| cost < best) && judge.judge(&values).expect("a day").is_enough() {
                best = Some(cost);
            }
        }
        best
    }

    fn plan(most: u32) -> SizePlan {
        let most = vec![Bound { between: None, value: most }];
        SizePlan { per: Some(Per::Interval), most, ..SizePlan::new(60, 3) }
    }

    #[test]
    fn on_small_exact_days_nothing_is_cheaper_than_what_it_finds() {
        let answered = Targets { answer_rate: Some(0.88), ..Targets::default() };
        for (calls, talk_s) in [([12.0, 45.0, 20.0], 240), ([40.0, 8.0, 40.0], 300), ([5.0, 20.0, 35.0], 400)] {
            for targets_of in [TargetsOf::Day, TargetsOf::Intervals, TargetsOf::Both] {
                let floor = sample::floor(&calls, talk_s, 0.0, answered);
                let goals = Goal::all(&floor, &plan(7), targets_of);
                let variables = Variables::new(&floor, &plan(7), &[0], (Per::Interval, 7));
                let judge = ExactJudge::new(&floor, &goals, &variables, &()).expect("memoryless");
                let found = Search { judge: &judge, variables: &variables, watch: &() }.run(&[4; 3]).expect("numbers");
                assert!(found.judged.is_enough());
                let best = by_brute_force(&judge, &variables, 7).expect("there is one");
                assert!(
                    (variables.cost(&found.values) - best).abs() < 1e-9,
                    "{calls:?} {targets_of:?}: {:?}",
                    found.values
                );
            }
        }
    }

    #[test]
    fn dear_hours_are_spared() {
        let floor =
            sample::floor(&[50.0, 50.0, 50.0], 300, 0.0, Targets { answer_rate: Some(0.8), ..Targets::default() });
        let dear = Bound { between: Some((sample::at(9, 0), sample::at(9, 30))), value: 5.0 };
        let plan = SizePlan { pay: vec![dear], ..plan(8) };
        let goals = Goal::all(&floor, &plan, TargetsOf::Day);
        let variables = Variables::new(&floor, &plan, &[0], (Per::Interval, 8));
        let judge = ExactJudge::new(&floor, &goals, &variables, &()).expect("memoryless");
        let found = Search { judge: &judge, variables: &variables, watch: &() }.run(&[4; 3]).expect("numbers");
        assert!(found.values[2] < found.values[0], "{:?}", found.values);
        let best = by_brute_force(&judge, &variables, 8).expect("there is one");
        assert!((variables.cost(&found.values) - best).abs() < 1e-9, "{:?}", found.values);
    }

    #[test]
    fn on_small_simulated_days_nothing_is_cheaper_than_what_it_finds() {
        let targets = Targets { answer_rate: Some(0.85), share_of_days: Some(0.8), ..Targets::default() };
        for (calls, cv) in [([20.0, 40.0, 15.0], 0.3), ([50.0, 10.0, 30.0], 0.15)] {
            let floor = sample::floor(&calls, 240, cv, targets);
            for targets_of in [TargetsOf::Day, TargetsOf::Both] {
                let goals = Goal::all(&floor, &plan(7), targets_of);
                let variables = Variables::new(&floor, &plan(7), &[0], (Per::Interval, 7));
                let judge = SimulatedJudge::new((&floor, &goals, &variables), (60, 3, 40.0), &());
                let found = Search { judge: &judge, variables: &variables, watch: &() }.run(&[4; 3]).expect("numbers");
                let best = by_brute_force(&judge, &variables, 7).expect("there is one");
                assert!(
                    (variables.cost(&found.values) - best).abs() < 1e-9,
                    "{calls:?} {targets_of:?}: {:?}",
                    found.values
                );
            }
        }
    }

    #[test]
    fn taking_people_away_together_ends_where_targets_are_still_met() {
        let calls: Vec<f64> = (0..24).map(|i| f64::from(20 + 3 * (i % 12))).collect();
        let floor = sample::floor(&calls, 240, 0.1, Targets { answer_rate: Some(0.9), ..Targets::default() });
        let plan = plan(20);
        let goals = Goal::all(&floor, &plan, TargetsOf::Both);
        let variables = Variables::new(&floor, &plan, &[0], (Per::Interval, 20));
        let judge = SimulatedJudge::new((&floor, &goals, &variables), (60, 3, 400.0), &());
        let search = Search { judge: &judge, variables: &variables, watch: &() };
        let pruned = search.pruned_together(vec![12; 24]).expect("numbers");
        let pruned = search.pruned_one_by_one(pruned, 100).expect("numbers");
        assert!(judge.judge(&pruned).expect("days").is_enough());
        let one_fewer = |at: usize| judge.judge(&changed(&pruned, &[(at, -1)])).expect("days").is_enough();
        assert!((0..24).filter(|at| pruned[*at] > 1 && one_fewer(*at)).count() <= 2, "{pruned:?}");
    }

    #[test]
    fn one_number_is_the_smallest_from_any_guess_and_the_most_where_none_is_enough() {
        let floor = sample::floor(&[60.0], 240, 0.0, Targets { answer_rate: Some(0.9), ..Targets::default() });
        let plan = SizePlan { per: Some(Per::Day), ..plan(40) };
        let goals = Goal::all(&floor, &plan, TargetsOf::Day);
        let variables = Variables::new(&floor, &plan, &[0], (Per::Day, 40));
        let judge = ExactJudge::new(&floor, &goals, &variables, &()).expect("memoryless");
        let from =
            |guess: i32| Search { judge: &judge, variables: &variables, watch: &() }.run(&[guess]).expect("a number");
        let expected = (1..).find(|n| judge.judge(&[*n]).expect("a day").is_enough()).expect("one is enough");
        assert!([0, 1, 3, 6, 7, 30, 99].into_iter().all(|guess| from(guess).values == [expected]));
        let few = Variables::new(
            &floor,
            &SizePlan { most: vec![Bound { between: None, value: 2 }], ..plan },
            &[0],
            (Per::Day, 40),
        );
        let found = Search { judge: &judge, variables: &few, watch: &() }.run(&[1]).expect("a number");
        assert_eq!((found.values, found.judged.is_enough()), (vec![2], false));
    }
}

//! Random lengths of time as a scenario states them.

use super::data;
use super::fault::Wanted;
use super::keys::kinds::{Definitions, Duration, FilePath, LengthCv, List, Number, Share};
use super::keys::{Holds, ValueKind, keys};
use super::reader::{At, Reader};
use crate::model;
use crate::units::Span;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

keys! {
    /// exactly one kind of distribution
    DistributionTable: Distribution => DistributionKeys
    one_of Drawn {
        /// always the same
        constant = Constant: Duration, r#""4m""#, "with a unit";
        /// by its `mean`
        exponential = Exponential: MeanTable, r#"{ mean = "2m" }"#, "a `mean` longer than `\"0s\"`";
        /// by its `mean` and `cv`: the usual shape of talk times
        lognormal = Lognormal: SpreadTable, r#"{ mean = "3m30s", cv = 1.0 }"#, "a `cv` from 0.01 to 20";
        /// by its `mean` and `cv`
        gamma = Gamma: SpreadTable, r#"{ mean = "30s", sd = "15s" }"#, "a `cv` from 0.01 to 10";
        /// by its `mean` and `cv`
        weibull = Weibull: SpreadTable, r#"{ mean = "2m", cv = 1.4 }"#, "a `cv` from 0.01 to 10";
        /// any length `from` one `to` another, all equally likely
        uniform = Uniform: UniformTable, r#"{ from = "2m", to = "6m" }"#, "`to` not before `from`";
        /// from [a table](#curves-and-observed-lengths)
        empirical = Empirical: FilePath, r#""data/talk.csv""#, "check the spelling and the folder";
        /// of several kinds, each with its share
        mixture = Mixture: List<PartTable>, r#"[{ share = 0.1, time = "10s" }, { share = 0.9, time = "4m" }]"#,
            "shares that add up to 1";
    }
}

keys! {
    /// a part of a mixture
    PartTable: Part => PartKeys {
        /// its share of all
        share: Number<Share>, required, "0.1", "10 % is `0.1`; all parts together 1";
        /// how long it takes
        time: RandomTime, required, r#"{ exponential = { mean = "10s" } }"#, "see [Random times](#random-times)";
    }
}

keys! {
    /// a distribution by its mean
    MeanTable: Exponential => MeanKeys {
        /// its mean
        mean: Duration, required, r#""2m""#, "longer than `\"0s\"`";
    }
}

keys! {
    /// a distribution by its mean and one of `cv` and `sd`
    SpreadTable: Spread => SpreadKeys {
        /// its mean
        mean: Duration, required, r#""2m""#, "longer than `\"0s\"`";
    }
    one_of Spread {
        /// coefficient of variation: standard deviation / mean
        cv = Cv: Number<LengthCv>, "1.0", "from 0.01 to 10 (20 for `lognormal`); for no spread at all use `constant`";
        /// standard deviation
        sd = Sd: Duration, r#""15s""#, "one of `cv` and `sd`, not both";
    }
}

keys! {
    /// any length between two, all equally likely
    UniformTable: Uniform => UniformKeys {
        /// the shortest
        from: Duration, required, r#""2m""#, "with a unit";
        /// the longest
        to: Duration, required, r#""6m""#, "not before `from`";
    }
}

/// A distribution, or a plain duration that is always the same.
pub(super) enum RandomTime {}

impl ValueKind for RandomTime {
    type Value<'t> = Drawn<'t>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Drawn<'t>> {
        if at.node.value.as_text().is_some() {
            return reader.span(at).map(Drawn::Constant);
        }
        alternative(at, reader)
    }
    fn schema(all: &mut Definitions) -> Json {
        all.named("RandomTime", |all| json!({ "anyOf": [Duration::form(), DistributionTable::schema(all)] }))
    }
    fn words() -> String {
        "distribution".to_owned()
    }
    fn holds() -> Holds {
        DistributionTable::holds()
    }
}

/// How long callers would wait, as it is stated.
pub(super) enum Stated<'t> {
    /// For ever.
    Infinite,
    /// A random time, or a curve where that is [`Drawn::Empirical`].
    Drawn(Drawn<'t>),
}

/// A distribution, a survival curve from a file, or `"infinite"`.
pub(super) enum PatienceValue {}

impl ValueKind for PatienceValue {
    type Value<'t> = Stated<'t>;
    fn read<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Stated<'t>> {
        match at.node.value.as_text() {
            Some("infinite") => Some(Stated::Infinite),
            Some(_) => reader.span_in(at, Wanted::Patience).map(|span| Stated::Drawn(Drawn::Constant(span))),
            None => alternative(at, reader).map(Stated::Drawn),
        }
    }
    fn schema(all: &mut Definitions) -> Json {
        json!({ "anyOf": [{ "const": "infinite" }, RandomTime::schema(all)] })
    }
    fn words() -> String {
        "distribution, or `\"infinite\"`".to_owned()
    }
    fn holds() -> Holds {
        DistributionTable::holds()
    }
}

/// The one kind of distribution a table names.
fn alternative<'t>(at: &At<'t>, reader: &mut Reader<'_>) -> Option<Drawn<'t>> {
    if at.node.as_table().is_none() {
        return reader.wrong(at, Wanted::Distribution);
    }
    DistributionTable::read(at, reader)?.choice
}

/// The distribution; `date` picks the rows of a table of several days.
pub(super) fn distribution(
    drawn: Drawn<'_>,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Option<model::Distribution> {
    Some(match drawn {
        Drawn::Constant(span) => model::Distribution::Constant(span),
        Drawn::Exponential(MeanKeys { mean }) => model::Distribution::Exponential { mean: mean? },
        Drawn::Lognormal(spread) => {
            let (mean, cv) = mean_and_cv(spread)?;
            model::Distribution::Lognormal { mean, cv }
        }
        Drawn::Gamma(spread) => {
            let (mean, cv) = mean_and_cv(spread)?;
            model::Distribution::Gamma { mean, cv }
        }
        Drawn::Weibull(spread) => {
            let (mean, cv) = mean_and_cv(spread)?;
            model::Distribution::Weibull { mean, cv }
        }
        Drawn::Uniform(UniformKeys { from, to }) => model::Distribution::Uniform { from: from?, to: to? },
        Drawn::Empirical(at) => model::Distribution::Empirical(data::lengths(&at, date, reader)?),
        Drawn::Mixture(parts) => {
            // Of all parts what is wrong is told.
            let parts: Vec<_> = parts.into_iter().map(|keys| part(keys?, date, reader)).collect();
            model::Distribution::Mixture(parts.into_iter().collect::<Option<_>>()?)
        }
    })
}

fn part(keys: PartKeys<'_>, date: Option<Date>, reader: &mut Reader<'_>) -> Option<model::MixturePart> {
    let time = keys.time.and_then(|drawn| distribution(drawn, date, reader));
    Some(model::MixturePart { share: keys.share?, time: time? })
}

/// Patience; a table is the survival curve of that queue.
pub(super) fn patience(
    stated: Stated<'_>,
    queue: &str,
    date: Option<Date>,
    reader: &mut Reader<'_>,
) -> Option<model::Patience> {
    match stated {
        Stated::Infinite => Some(model::Patience::Infinite),
        Stated::Drawn(Drawn::Empirical(at)) => data::survival(&at, queue, date, reader).map(model::Patience::Survival),
        Stated::Drawn(drawn) => distribution(drawn, date, reader).map(model::Patience::Random),
    }
}

fn mean_and_cv(keys: SpreadKeys<'_>) -> Option<(Span, f64)> {
    let (mean, spread) = (keys.mean?, keys.choice?);
    let cv = match spread {
        Spread::Cv(cv) => cv,
        // With a mean of zero the model reports the mean; any spread will do.
        Spread::Sd(_) if mean <= Span::ZERO => 1.0,
        Spread::Sd(sd) => sd.as_secs() / mean.as_secs(),
    };
    Some((mean, cv))
}

//! By which names the columns of a history are known. Names are compared without case, and with blanks, hyphens and dots
//! as underscores; of several columns that mean the same, the one whose name stands first here is taken.

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// The moment a caller asks for a person, or the date and clock time of an interval.
    Moment,
    /// The date.
    Date,
    /// The clock time, beside a date.
    Clock,
    /// Which queue.
    Queue,
    /// What became of a call.
    Outcome,
    /// How long a caller waited, in seconds.
    Wait,
    /// How long an agent was with a caller, in seconds.
    Service,
    /// How long the agent worked on after the call, in seconds.
    WrapUp,
    /// Who answered.
    Agent,
    /// Calls offered in an interval.
    Offered,
    /// Calls answered in an interval.
    Answered,
    /// Calls abandoned in an interval.
    Abandoned,
    /// Mean service time of the answered of an interval, in seconds.
    ServiceMean,
    /// Mean handle time, wrap-up included, of the answered of an interval, in seconds.
    HandleMean,
    /// Mean wait of the answered of an interval, in seconds.
    WaitAnswered,
    /// Mean wait of the abandoned of an interval, in seconds.
    WaitAbandoned,
    /// People present or rostered in an interval.
    People,
    /// Expected calls of an interval.
    Expected,
    /// Whether a date is open.
    Open,
    /// The name of a holiday.
    Holiday,
}

const NAMES: &[(Means, &[&str])] = &[
    (
        Means::Moment,
        &[
            "agent_request",
            "queued_at",
            "arrival",
            "arrived",
            "arrival_time",
            "arrived_at",
            "received_at",
            "date_received",
            "received",
            "call_start",
            "call_time",
            "start_time",
            "timestamp",
            "datetime",
            "date_time",
            "进线时间",
            "呼入时间",
            "来电时间",
            "进入队列时间",
        ],
    ),
    (Means::Date, &["date", "day", "日期"]),
    (
        Means::Clock,
        &[
            "interval_start",
            "interval",
            "start",
            "time",
            "from",
            "half_hour",
            "period",
            "hour",
            "q_start",
            "时段开始",
            "时段",
            "时间",
            "开始时间",
        ],
    ),
    (Means::Queue, &["queue", "queue_name", "skill", "skill_name", "group", "队列", "技能组"]),
    (Means::Outcome, &["outcome", "status", "disposition", "result", "结果", "通话结果", "是否接通"]),
    (
        Means::Wait,
        &[
            "wait_s",
            "wait",
            "waiting_s",
            "wait_seconds",
            "wait_time",
            "queue_s",
            "queue_time",
            "q_time",
            "排队时长",
            "等待时长",
        ],
    ),
    (
        Means::Service,
        &[
            "service_s",
            "talk_s",
            "service_time",
            "talk_time",
            "service_seconds",
            "ser_time",
            "duration_s",
            "duration",
            "通话时长",
        ],
    ),
    (Means::WrapUp, &["wrap_up_s", "acw_s", "acw", "acw_time", "after_call_s", "wrap_up", "事后整理时长", "话后时长"]),
    (
        Means::Agent,
        &["agent", "agent_id", "agent_number", "agent_name", "server", "operator", "工号", "坐席", "座席", "坐席工号"],
    ),
    (
        Means::Offered,
        &[
            "agent_requests",
            "offered",
            "calls_offered",
            "callsoffered",
            "calls",
            "call_volume",
            "volume",
            "actual",
            "转人工量",
            "人工服务请求量",
            "进入排队量",
            "呼入量",
            "进线量",
            "话务量",
            "实际话务量",
        ],
    ),
    (
        Means::Answered,
        &["answered", "calls_answered", "handled", "callshandled", "calls_handled", "接通量", "接听量", "呼入接通量"],
    ),
    (
        Means::Abandoned,
        &["abandoned", "calls_abandoned", "callsabandoned", "total_aban_calls", "放弃量", "呼损量", "队列中客户放弃量"],
    ),
    (Means::ServiceMean, &["service_mean_s", "talk_mean_s", "平均通话时长", "平均通话时长(秒)"]),
    (Means::HandleMean, &["aht_s", "handle_mean_s", "aht", "平均处理时长", "平均处理时长(秒)"]),
    (Means::WaitAnswered, &["wait_answered_mean_s", "asa_s", "asa", "average_speed_of_answer"]),
    (Means::WaitAbandoned, &["wait_abandoned_mean_s"]),
    (
        Means::People,
        &[
            "seats_rostered",
            "people",
            "rostered",
            "agents_rostered",
            "agents_present_est",
            "agents_present",
            "present",
            "已排座席",
            "排班人数",
            "在线人数",
        ],
    ),
    (Means::Expected, &["forecast_calls", "forecast", "expected_calls", "预测话务量", "预估进线量"]),
    (Means::Open, &["open", "is_open", "是否营业"]),
    (Means::Holiday, &["holiday", "holiday_name", "name", "节假日", "节日"]),
];

/// What stands in a cell for all queues together.
pub(super) const ALL_QUEUES: &[&str] = &["all", "total", "全部", "合计", "总计"];

/// The columns of a header by what they mean.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownColumns {
    /// Of each meaning, the column, by the order of [`NAMES`].
    found: Vec<Option<usize>>,
}

impl KnownColumns {
    /// Looks for the columns that are known. Two columns of the very same name are a fault: the second is given back.
    pub fn of(header: &[String]) -> Result<Self, usize> {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let column = |name: &&str| names.iter().position(|found| found == name);
        let found: Vec<Option<usize>> = NAMES.iter().map(|(_, known)| known.iter().find_map(column)).collect();
        let twice = |at: &usize| names.iter().rposition(|name| *name == names[*at]).filter(|last| last != at);
        match found.iter().flatten().find_map(twice) {
            Some(second) => Err(second),
            None => Ok(Self { found }),
        }
    }

    /// Which column means this.
    pub fn get(&self, means: Means) -> Option<usize> {
        let at = NAMES.iter().position(|(of, _)| *of == means)?;
        self.found.get(at).copied().flatten()
    }

    pub fn has(&self, means: Means) -> bool {
        self.get(means).is_some()
    }
}

/// A name of a column as names are compared.
fn plain(name: &str) -> String {
    let same = |c: char| if matches!(c, ' ' | '-' | '.' | '\u{a0}') { '_' } else { c };
    name.trim().to_lowercase().replace(['（'], "(").replace(['）'], ")").chars().map(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_many_names_in_any_case() {
        let found = KnownColumns::of(&header(&["Call Start", "QUEUE-NAME", "工号", "x"])).expect("no name twice");
        let of = |means| found.get(means);
        assert_eq!((of(Means::Moment), of(Means::Queue), of(Means::Agent)), (Some(0), Some(1), Some(2)));
        assert!(!found.has(Means::Wait));
    }

    #[test]
    fn of_several_names_the_first_of_the_list_is_taken() {
        let found = KnownColumns::of(&header(&["calls_in", "calls", "agent_requests"])).expect("no name twice");
        assert_eq!(found.get(Means::Offered), Some(2));
        let found = KnownColumns::of(&header(&["arrival", "agent_request"])).expect("no name twice");
        assert_eq!(found.get(Means::Moment), Some(1));
    }

    #[test]
    fn a_name_twice_is_found() {
        assert_eq!(KnownColumns::of(&header(&["date", "x", "Date"])).expect_err("twice"), 2);
        assert!(KnownColumns::of(&header(&["x", "x"])).is_ok());
    }

    #[test]
    fn every_name_is_on_the_page_of_tables() {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tables.md")).expect("the page");
        let names = NAMES.iter().flat_map(|(_, names)| names.iter()).chain(ALL_QUEUES);
        let missing: Vec<_> = names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "docs/tables.md lacks {missing:?}");
    }

    #[test]
    fn no_name_means_two_things() {
        let all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
        assert!(all.iter().all(|name| plain(name) == *name));
    }
}

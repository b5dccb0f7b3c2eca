//! The columns of every table: key, Chinese name, how it is shown, and beside them what stands in a row.

use super::plan::{PlanColumn, PlanTable, PlanValue, ValueForm, column};
use super::{TablesPage, words};
use crate::tables::{AccuracyRow, AgentRow, AgentsOfDay, CarriedRow, DateHead, HandledRow, SeatsColumn, SeatsInterval};
use ValueForm::{Amount, Count, Share, Text};
use jiff::civil::Date;

/// A row below the others begins with this.
const SUM: PlanValue = PlanValue::Word("sum", "合计");

fn columns(of: &[(&str, &str, ValueForm)]) -> Vec<PlanColumn> {
    of.iter().map(|(key, zh, form)| column(key, zh, *form)).collect()
}

const HEAD: [(&str, &str, ValueForm); 4] =
    [("date", "日期", Text), ("weekday", "星期", Text), ("open", "是否营业", Count), ("holiday", "节假日", Text)];

fn dated(of: &[(&str, &str, ValueForm)]) -> Vec<PlanColumn> {
    columns(&[&HEAD, of].concat())
}

fn head(head: &DateHead) -> Vec<PlanValue> {
    let date = head.date;
    vec![
        PlanValue::Date(date),
        PlanValue::Weekday(date.weekday()),
        PlanValue::Flag(head.open),
        PlanValue::Text(head.holiday.clone()),
    ]
}

/// T1 as it is shown: a row for each interval, a column for each date.
pub(super) fn seats(page: &TablesPage) -> PlanTable {
    let seats = &page.tables.seats;
    let mut columns = columns(&[("interval_start", "时段开始", Text)]);
    let zh = |date: Date| format!("{}月{}日{}", date.month(), date.day(), words::weekday(date.weekday()).1);
    columns.extend(seats.dates.iter().map(|of| column(&of.head.date.to_string(), &zh(of.head.date), Count)));
    columns.extend([column("mean", "日均座席数", Amount), column("max", "最大座席数", Count)]);
    let interval = |(at, clock): (usize, &String)| {
        let mut row = vec![PlanValue::Text(clock.clone())];
        row.extend(seats.dates.iter().map(|of| PlanValue::whole(interval_at(of, at).map(|interval| interval.needed))));
        row.extend([PlanValue::number(seats.mean_at(at)), PlanValue::whole(seats.most_at(at))]);
        row
    };
    let rows = page.tables.clocks.iter().enumerate().map(interval).collect();
    let foot = |name: PlanValue, of: &dyn Fn(&SeatsColumn) -> PlanValue, mean: Option<f64>| {
        let mut row = vec![name];
        row.extend(seats.dates.iter().map(of));
        row.extend([PlanValue::number(mean), PlanValue::Unknown]);
        row
    };
    let foot = vec![
        foot(PlanValue::Word("daily_mean", "当日平均座席数"), &|of| PlanValue::number(of.mean_needed()), None),
        foot(
            PlanValue::Word("person_hours", "人时合计"),
            &|of| PlanValue::number(of.hours_needed()),
            seats.mean_hours(),
        ),
        foot(PlanValue::Word("peak", "当日峰值座席数"), &|of| PlanValue::whole(of.peak()), None),
    ];
    let title = ("Seats per interval per day and the daily mean", "本月各时段座席数");
    PlanTable { name: "t1", title, columns, rows, foot }
}

/// The second block of T1: rostered less needed, by interval and date.
#[cfg(feature = "workbook")]
pub(super) fn gaps(page: &TablesPage) -> PlanTable {
    let PlanTable { name, title, columns, .. } = seats(page);
    let gap = |of: &SeatsColumn, at: usize| {
        interval_at(of, at).and_then(SeatsInterval::gap).map_or(PlanValue::Unknown, PlanValue::Count)
    };
    let row = |(at, clock): (usize, &String)| {
        let gaps = page.tables.seats.dates.iter().map(|of| gap(of, at));
        std::iter::once(PlanValue::Text(clock.clone())).chain(gaps).collect()
    };
    let rows = page.tables.clocks.iter().enumerate().map(row).collect();
    let columns = columns.into_iter().take(page.tables.seats.dates.len() + 1).collect();
    PlanTable { name, title, columns, rows, foot: Vec::new() }
}

fn interval_at(column: &SeatsColumn, at: usize) -> Option<&SeatsInterval> {
    column.intervals.as_ref().and_then(|intervals| intervals.get(at))
}

/// T1 for programs: a row for each interval of each open date.
pub(super) fn seats_long(page: &TablesPage) -> PlanTable {
    let columns = columns(&[
        ("date", "日期", Text),
        ("weekday", "星期", Text),
        ("interval_start", "时段开始", Text),
        ("forecast_calls", "预测话务量", Amount),
        ("aht_s", "平均处理时长(秒)", Amount),
        ("offered_load_erlang", "话务负荷(Erl)", Amount),
        ("seats_needed", "所需座席数", Count),
        ("rostered_needed", "排班人数(含损耗)", Count),
        ("seats_rostered", "已排座席", Count),
        ("gap", "缺口", Count),
    ]);
    let row = |of: &SeatsColumn, at: usize, clock: &String| {
        let interval = interval_at(of, at);
        let number = |value: &dyn Fn(&SeatsInterval) -> f64| PlanValue::number(interval.map(value));
        vec![
            PlanValue::Date(of.head.date),
            PlanValue::Weekday(of.head.date.weekday()),
            PlanValue::Text(clock.clone()),
            number(&|of| of.forecast_calls),
            number(&|of| of.aht_s),
            number(&|of| of.erlangs),
            PlanValue::whole(interval.map(|of| of.needed)),
            PlanValue::whole(interval.map(|of| of.rostered_needed)),
            PlanValue::whole(interval.and_then(|of| of.rostered)),
            interval.and_then(SeatsInterval::gap).map_or(PlanValue::Unknown, PlanValue::Count),
        ]
    };
    let clocks = || page.tables.clocks.iter().enumerate();
    let open = page.tables.seats.dates.iter().filter(|column| column.head.open);
    let rows = open.flat_map(|of| clocks().map(move |(at, clock)| row(of, at, clock))).collect();
    let title = ("Seats per interval per day", "本月各时段座席数(明细)");
    PlanTable { name: "t1_long", title, columns, rows, foot: Vec::new() }
}

/// T2.
pub(super) fn carried(page: &TablesPage) -> PlanTable {
    let columns = dated(&[
        ("forecast_calls", "预测话务量", Amount),
        ("seat_hours_rostered", "已排座席工时", Amount),
        ("seat_hours_needed", "所需座席工时", Amount),
        ("capacity_calls", "可承载话务量", Amount),
        ("capacity_moulded_calls", "可承载话务量上限(按时段)", Amount),
        ("load", "负荷率(预测/承载)", Share),
        ("spare_calls", "富余话务量", Amount),
        ("expected_answer_rate", "预计接通率", Share),
        ("verdict", "结论", Text),
    ]);
    let row = |row: &CarriedRow| {
        let mut values = head(&row.head);
        let amounts = [row.forecast_calls, row.hours_rostered, row.hours_needed, row.capacity_calls, row.moulded_calls];
        values.extend(amounts.map(PlanValue::number));
        values.extend([row.load(), row.spare_calls(), row.answer_rate()].map(PlanValue::number));
        values.push(row.conclusion().map_or(PlanValue::Unknown, PlanValue::Conclusion));
        values
    };
    let table = &page.tables.carried;
    let sum = |of: &dyn Fn(&CarriedRow) -> Option<f64>| PlanValue::number(table.sum(of));
    let foot = vec![vec![
        SUM,
        PlanValue::Unknown,
        PlanValue::Count(table.rows.iter().filter(|row| row.head.open).count() as i64),
        PlanValue::Unknown,
        sum(&|row| row.forecast_calls),
        sum(&|row| row.hours_rostered),
        sum(&|row| row.hours_needed),
        sum(&|row| row.capacity_calls),
        sum(&|row| row.moulded_calls),
        PlanValue::Unknown,
        sum(&CarriedRow::spare_calls),
        PlanValue::Unknown,
        PlanValue::Unknown,
    ]];
    let title = ("Forecast beside what the roster can carry", "本月预测量与可承载量");
    PlanTable { name: "t2", title, columns, rows: table.rows.iter().map(row).collect(), foot }
}

/// T3.
pub(super) fn handled(page: &TablesPage) -> PlanTable {
    let columns = dated(&[
        ("offered", "呼入量", Count),
        ("answered", "接通量", Count),
        ("abandoned", "放弃量", Count),
        ("answer_rate", "接通率", Share),
        ("agents", "上线人数", Count),
        ("agent_hours", "在线工时", Amount),
        ("calls_per_agent", "人均接听量", Amount),
        ("calls_per_agent_hour", "每人时接听量", Amount),
        ("least", "最少", Count),
        ("median", "中位数", Amount),
        ("most", "最多", Count),
    ]);
    let row = |row: &HandledRow| {
        let mut values = head(&row.head);
        values.extend([row.offered, row.answered, row.abandoned].map(PlanValue::count));
        values.push(PlanValue::number(row.answer_rate()));
        let agents = row.agents.as_ref();
        let calls = |value: Option<&u64>| value.map_or(PlanValue::Unknown, |calls| PlanValue::Count(*calls as i64));
        values.extend([
            agents.map_or(PlanValue::Unknown, |agents| PlanValue::Count(agents.calls.len() as i64)),
            PlanValue::number(agents.map(|agents| agents.hours)),
            PlanValue::number(agents.and_then(AgentsOfDay::calls_per_agent)),
            PlanValue::number(agents.and_then(AgentsOfDay::calls_per_hour)),
            calls(agents.and_then(|agents| agents.calls.first())),
            median(agents),
            calls(agents.and_then(|agents| agents.calls.last())),
        ]);
        values
    };
    let table = &page.tables.handled;
    let sum = |of: &dyn Fn(&HandledRow) -> Option<f64>| table.sum(of);
    let sums = [sum(&|row| row.offered), sum(&|row| row.answered), sum(&|row| row.abandoned)];
    let mut foot = vec![SUM, PlanValue::Unknown];
    foot.extend([PlanValue::Count(table.rows.iter().filter(|row| row.head.open).count() as i64), PlanValue::Unknown]);
    foot.extend(sums.map(PlanValue::count));
    foot.extend([PlanValue::number(table.answer_rate()), PlanValue::Unknown]);
    foot.push(PlanValue::number(sum(&|row| row.agents.as_ref().map(|agents| agents.hours))));
    foot.extend(vec![PlanValue::Unknown; 5]);
    let title = ("Actual volume beside what each agent handled", "上月实际量与人均接听量");
    PlanTable { name: "t3", title, columns, rows: table.rows.iter().map(row).collect(), foot: vec![foot] }
}

/// Of an odd number of agents the median is a whole number of calls.
fn median(agents: Option<&AgentsOfDay>) -> PlanValue {
    let middle = agents.and_then(AgentsOfDay::median);
    let is_odd = agents.is_some_and(|agents| agents.calls.len() % 2 == 1);
    if is_odd { PlanValue::count(middle) } else { PlanValue::number(middle) }
}

/// T4.
pub(super) fn accuracy(page: &TablesPage) -> PlanTable {
    let columns = dated(&[
        ("actual", "实际话务量", Count),
        ("forecast", "预测话务量", Amount),
        ("error", "偏差", Amount),
        ("error_of_actual", "偏差率(÷实际)", Share),
        ("error_of_forecast", "偏差率(÷预测)", Share),
        ("accuracy", "预测准确率", Share),
        ("forecast_low", "预测下限(80%)", Amount),
        ("forecast_high", "预测上限(80%)", Amount),
        ("inside_band", "区间内", Count),
    ]);
    let row = |row: &AccuracyRow| {
        let mut values = head(&row.head);
        values.push(PlanValue::count(row.actual));
        let numbers = [row.forecast, row.error(), row.error_of_actual(), row.error_of_forecast(), row.accuracy()];
        values.extend(numbers.map(PlanValue::number));
        values.extend([row.band.map(|band| band.0), row.band.map(|band| band.1)].map(PlanValue::number));
        values.push(row.inside_band().map_or(PlanValue::Unknown, PlanValue::Flag));
        values
    };
    let table = &page.tables.accuracy;
    let totals = table.totals();
    let line = |name: PlanValue, at: usize, values: &[PlanValue]| {
        let mut row = vec![PlanValue::Unknown; columns.len()];
        row[0] = name;
        values.iter().enumerate().for_each(|(n, value)| row[at + n] = value.clone());
        row
    };
    let share = |en, zh, value: Option<f64>| line(PlanValue::Word(en, zh), 7, &[PlanValue::number(value)]);
    let days = |en, zh, value: usize| line(PlanValue::Word(en, zh), 4, &[PlanValue::Count(value as i64)]);
    let sums = [totals.actual, totals.forecast, totals.actual - totals.forecast];
    let sums = sums.map(|sum| PlanValue::number(totals.known(sum)));
    let foot = vec![
        line(SUM, 4, &sums),
        share("wape_days", "加权误差率(按日)", totals.wape_days),
        share("wape_ordinary_days", "加权误差率(除节假日及前后日)", totals.wape_ordinary_days),
        share("wape_intervals", "加权误差率(按时段)", totals.wape_intervals),
        share("bias", "偏倚", totals.bias),
        share("mape", "平均误差率", totals.mape),
        days("days", "营业天数", totals.days),
        days("within_5_percent", "误差5%以内天数", totals.within_5_percent),
        days("within_10_percent", "误差10%以内天数", totals.within_10_percent),
    ];
    let title = ("Actual beside forecast", "上月实际与预测");
    let rows = table.rows.iter().map(row).collect();
    PlanTable { name: "t4", title, rows, foot, columns }
}

/// T5, by attainment.
pub(super) fn agents(page: &TablesPage) -> PlanTable {
    agents_in(&page.tables.agents.by_attainment(), page)
}

/// T5 for programs, by name.
pub(super) fn agents_by_name(page: &TablesPage) -> PlanTable {
    agents_in(&page.tables.agents.rows.iter().collect::<Vec<_>>(), page)
}

fn agents_in(rows: &[&AgentRow], page: &TablesPage) -> PlanTable {
    let columns = columns(&[
        ("agent", "工号", Text),
        ("days", "出勤天数", Count),
        ("hours", "在线工时", Amount),
        ("planned_calls", "计划话务量", Amount),
        ("handled_calls", "实际接听量", Count),
        ("difference", "差额", Amount),
        ("attainment", "完成率", Share),
        ("calls_per_hour", "每小时接听量", Amount),
        ("service_mean_s", "平均通话时长(秒)", Amount),
        ("talk_share", "通话占比", Share),
    ]);
    let row = |row: &&AgentRow| {
        vec![
            PlanValue::Text(row.agent.clone()),
            PlanValue::Count(row.days as i64),
            PlanValue::Number(row.hours),
            PlanValue::number(row.planned_calls),
            PlanValue::Count(row.handled_calls as i64),
            PlanValue::number(row.difference()),
            PlanValue::number(row.attainment()),
            PlanValue::number(row.calls_per_hour()),
            PlanValue::number(row.service_mean_s()),
            PlanValue::number(row.talk_share()),
        ]
    };
    let table = &page.tables.agents;
    let mut foot = vec![
        SUM,
        PlanValue::Unknown,
        PlanValue::Number(table.hours()),
        PlanValue::number(table.planned()),
        PlanValue::Count(table.handled() as i64),
        PlanValue::number(table.planned().map(|planned| table.handled() as f64 - planned)),
        PlanValue::number(table.expected_attainment()),
    ];
    foot.extend(vec![PlanValue::Unknown; 3]);
    let spread = |name: PlanValue, value: Option<f64>| {
        let mut line = vec![PlanValue::Unknown; columns.len()];
        line[0] = name;
        line[6] = PlanValue::number(value);
        line
    };
    let (low, middle, high) = table.spread().map_or((None, None, None), |(l, m, h)| (Some(l), Some(m), Some(h)));
    let foot = vec![
        foot,
        spread(PlanValue::Word("lower_quartile", "下四分位"), low),
        spread(PlanValue::Word("median", "中位数"), middle),
        spread(PlanValue::Word("upper_quartile", "上四分位"), high),
    ];
    let title = ("Per agent: handled beside planned", "上月个人接听与计划");
    PlanTable { name: "t5", title, rows: rows.iter().map(row).collect(), foot, columns }
}

//! What is wrong with a key of `[expect]`, in Chinese.

use super::forms::{list, span};
use crate::scenario::{ExpectFault, FiguresAllowed, head};
use crate::words::Said;

const SHARE: &str = "每天的统计项加一个比较，如 `share_of_days(answer_rate >= 0.90)`";

pub(super) fn said(fault: &ExpectFault) -> Said {
    match fault {
        ExpectFault::TooMany { count, most } => Said::new(format!("[expect] 有{count}行"), format!("最多{most}行")),
        ExpectFault::NoMeasure(known) => {
            let heads =
                "以及 `queues.NAME`、`groups.NAME`、`ladder.NAME`、`intervals` 和 `share_of_days(...)` 的统计项";
            Said::new("没有这个指标", format!("{}，{heads}", figures(known)))
        }
        ExpectFault::NoFigure(known) => Said::new("没有这个统计项", figures(known)),
        ExpectFault::OnlyOfTheFloor(known) => Said::new("只有全场整天才有这一项", figures(known)),
        ExpectFault::NoPay => Said::new("没有任何人的薪酬", "至少一个人员组有 `cost_per_hour`"),
        ExpectFault::Which(of) => {
            let head = head(*of);
            Said::new(format!("哪一个 `{head}`，哪个统计项？"), format!("`{head}.NAME.FIGURE`"))
        }
        ExpectFault::NoName { of, name, known } => {
            let allowed = if known.is_empty() { "没有可用的名称".to_owned() } else { list(known) };
            Said::new(format!("`{}` 中没有 `{name}`", head(*of)), allowed)
        }
        ExpectFault::WhichIntervals => Said::new(
            "哪些时段，哪个指标？",
            "`intervals[10:00..12:00].answer_rate` 指这一段时间的整体，\
             `intervals[10:00..12:00].each.answer_rate` 或 `intervals.each.answer_rate` 指每个时段各自的值",
        ),
        ExpectFault::NoStretch(text) => Said::new(format!("`{text}` 不是一段时间"), "两个时刻，如 [10:00..12:00]"),
        ExpectFault::NotOpen { from, to, open, close } => {
            Said::new(format!("{from}至{to}不营业"), format!("营业时间{open}至{close}之内的时刻"))
        }
        ExpectFault::WithinInterval { at, start, length } => Said::new(
            format!("没有时段在{at}开始或结束"),
            format!("{start}或{}：每个时段长{}", *start + *length, span(*length)),
        ),
        ExpectFault::NotCounted { from, to, counted_from } => {
            Said::new(format!("{from}至{to}不计入统计"), format!("预热结束（{counted_from}）之后的时刻"))
        }
        ExpectFault::WhichDays => Said::new("哪些日子的比例？", SHARE),
        ExpectFault::NoComparison(text) => Said::new(format!("`{text}` 不是与数字的比较"), SHARE),
        ExpectFault::WhichDate(found) => Said::new(
            format!("{found} 没有指明任何日期"),
            "营业的日期，如 [2027-02-05]，或带时刻，如 [2027-02-05 10:00..12:00]",
        ),
        ExpectFault::SeveralADay => Said::new("这一统计项一天不止一个值", SHARE),
        ExpectFault::ShareOfShares => Said::new("一天之内没有天数比例", "改用 `ladder.NAME.pulls > 0`"),
    }
}

fn figures(known: &FiguresAllowed) -> String {
    let names = list(&known.names);
    if known.or_service_levels { names + "、service_level_20s 或其他时限" } else { names }
}

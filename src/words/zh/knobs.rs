//! The knobs of a ladder, in Chinese.

use super::Chinese;
use super::measure::name;
use crate::figures::Measure;
use crate::sizing::QueueAtTarget;
use crate::words::knobs::KnobsWords;

impl KnobsWords for Chinese {
    fn knobs_own(&self, name: &str, service: &str, borrowed_hours: &str, pulls: &str) -> String {
        format!("{name}：现有的升级阶梯给出{service}，每天借调{borrowed_hours}小时，启用{pulls}次。")
    }

    fn knobs_on_front(&self, is_on_front: bool) -> &'static str {
        if is_on_front {
            "试过的阶梯中，没有一个三方面都不差而有一方面更好。"
        } else {
            "表中的阶梯或三方面都不差而有一方面更好，或以一方面换取另一方面。"
        }
    }

    fn knobs_tried(&self, tried: usize, days_scanned: u32, days: u32) -> String {
        format!("以同样的来电者，在{days_scanned}天里试了{tried}个阶梯，表中的试了{days}天。")
    }

    fn knobs_of_dates(&self, dates: usize) -> String {
        format!("每次都把全部{dates}个日期演一遍；小时数和次数是平均每个日期的，天数的比例是所有日期合计的。")
    }

    fn knobs_never(&self) -> &'static str {
        "在这些天里从不启用任何梯级。"
    }

    fn knobs_queue(&self, queue: &QueueAtTarget) -> String {
        format!(
            "接通率为{:.0}%时，最忙的一小时平均有{:.1}人等待（每分钟{:.1}个来电，耐心{:.1}分钟；利特尔法则），而阶梯在超过{}人时才启用：\
             在目标未达到之前几乎不会启用。",
            100.0 * queue.answer_rate,
            queue.waiting,
            queue.calls_a_minute,
            queue.patience_min,
            queue.threshold
        )
    }

    fn knobs_header(&self) -> [&'static str; 7] {
        ["超过", "持续", "降至", "持续", "顺序", "借调小时", "每天启用次数"]
    }

    fn knobs_service(&self, measure: Measure, target: Option<&str>) -> String {
        let is = if measure.more_is_better() { "达到" } else { "不超过" };
        target.map_or_else(|| name(measure), |target| format!("{}{is}{target}的天", name(measure)))
    }

    fn knobs_as_it_is(&self) -> &'static str {
        "现有"
    }
}
